using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of jobs.</summary>
internal static class JobColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Settings", "Name");

    /// <summary>The name in a table.</summary>
    public static string FitName(PSObject item) => DisplayText.Fit(Name(item), ViewLoader.RoomBeside(36, 36, 19));

    public static string Description(PSObject item) => Column.Block(item, "Settings", "Description");

    public static string Creator(PSObject item) => Column.Text(item, "CreatorUserName");

    /// <summary>The identity that the job runs as, or how to read it: the lists of the service have none.</summary>
    public static string RunAs(PSObject item) =>
        item.BaseObject is BaseJob ? NotRead(item) : Column.Text(item, "RunAsUserName");

    public static string Created(PSObject item) => Column.Time(item, "CreatedTime");

    public static string Starts(PSObject item) => Column.Text(item, "Starts");

    /// <summary>The next start; never for a schedule that has none.</summary>
    public static string NextStart(PSObject item) =>
        JobProperties.NeverStarts(item) ? "never" : DisplayText.Minute(JobProperties.NextStart(item));

    public static string Parameters(PSObject item) => Column.Text(item, "Parameters");

    public static string Tags(PSObject item) => Column.Text(item, "Tags");

    /// <summary>The keys of the tasks, or how to read them: the lists of the service have no tasks.</summary>
    public static string TaskKeys(PSObject item) => item.BaseObject switch
    {
        BaseJob when JobProperties.TaskKeys(item) is null => NotRead(item),
        BaseJob { HasMore: true } => $"{Column.Text(item, "TaskKeys")}, more {NotRead(item)}",
        _ => Column.Text(item, "TaskKeys"),
    };

    private static string NotRead(PSObject item) => $"not read (Get-DbxJob {Column.Value(item, "JobId")})";
}

/// <summary>Columns of listed jobs with their latest runs.</summary>
internal static class LatestRunColumns
{
    /// <summary>The name in a table.</summary>
    public static string FitNameBesideRun(PSObject item) =>
        DisplayText.Fit(JobColumns.Name(item), ViewLoader.RoomBeside(78, 41, 41));

    public static string LatestState(PSObject item) => item.Properties["LatestRun"] switch
    {
        null => "not read",
        { Value: null } => "never ran",
        _ => FormatFunctions.Colored(LatestRunProperties.LatestState(item)),
    };

    public static string LatestStarted(PSObject item) => DisplayText.Time(LatestRunProperties.LatestStarted(item));
}

/// <summary>Columns of the settings of jobs.</summary>
internal static class SettingsColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Name");

    public static string Description(PSObject item) => Column.Block(item, "Description");

    public static string Schedule(PSObject item) => Column.Text(item, "Schedule");

    public static string Trigger(PSObject item) => Column.Text(item, "Trigger");

    public static string Continuous(PSObject item) => Column.Text(item, "Continuous");

    public static string Parameters(PSObject item) => Column.Text(item, "Parameters");

    public static string Tags(PSObject item) => Column.Text(item, "Tags");

    public static string JobClusters(PSObject item) => Column.Text(item, "JobClusters");

    public static string Tasks(PSObject item) => Column.Text(item, "Tasks");

    public static string RunAs(PSObject item) => Column.Text(item, "RunAs");
}

/// <summary>Columns of the tasks of jobs.</summary>
internal static class TaskColumns
{
    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    /// <summary>The key in a table.</summary>
    public static string FitTaskKey(PSObject item) => DisplayText.Fit(TaskKey(item), ViewLoader.Share(32, 32, 48));

    public static string Description(PSObject item) => Column.Block(item, "Description");

    public static string Does(PSObject item) => Column.Text(item, "Does");

    /// <summary>The action in a table. It gets what the key leaves of the room for both.</summary>
    public static string FitDoes(PSObject item) =>
        DisplayText.Fit(Does(item), ViewLoader.Share(78, 76, 97) - FitTaskKey(item).Length);

    public static string After(PSObject item) => Column.Text(item, "After");

    public static string RunIf(PSObject item) => Column.Text(item, "RunIf");

    public static string RunsOn(PSObject item) => Column.Text(item, "RunsOn");

    public static string Libraries(PSObject item) => Column.Text(item, "Libraries");
}

/// <summary>Columns of schedules.</summary>
internal static class ScheduleColumns
{
    public static string Cron(PSObject item) => Column.Text(item, "QuartzCronExpression");

    public static string TimeZone(PSObject item) => Column.Text(item, "TimezoneId");

    public static string Status(PSObject item) => Column.Text(item, "PauseStatus");

    /// <summary>The next start times, each on its own line; a table shows the first.</summary>
    public static string Next(PSObject item) => NeverStarts(item) ?? string.Join(
        Environment.NewLine, ScheduleProperties.Next(item).Select(DisplayText.ZonedTime));

    public static string FirstNext(PSObject item) => NeverStarts(item)
        ?? ScheduleProperties.Next(item).Select(DisplayText.ZonedTime).FirstOrDefault() ?? "";

    private static string? NeverStarts(PSObject item) =>
        item.BaseObject is CronSchedule schedule && ScheduleProperties.NeverStarts(schedule) ? "never" : null;
}
