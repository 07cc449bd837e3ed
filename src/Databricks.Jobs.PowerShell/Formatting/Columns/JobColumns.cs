using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of jobs.</summary>
internal static class JobColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Settings", "Name");

    public static string Description(PSObject item) => Column.Block(item, "Settings", "Description");

    public static string Creator(PSObject item) => Column.Text(item, "CreatorUserName");

    public static string RunAs(PSObject item) => Column.Text(item, "RunAsUserName");

    public static string Created(PSObject item) => Column.Time(item, "CreatedTime");

    public static string Starts(PSObject item) =>
        ScreenText.Line(FormatFunctions.Starts(Column.Value(item, "Settings") as JobSettings));

    public static string Parameters(PSObject item) =>
        Column.Value(item, "Settings", "Parameters") is IEnumerable<JobParameterDefinition> parameters
            ? FormatFunctions.Join(parameters.Select(one => $"{one.Name} = {one.Default}"))
            : "";

    public static string Tags(PSObject item) => Column.Text(item, "Settings", "Tags");

    public static string Tasks(PSObject item) =>
        Column.Value(item, "Settings", "Tasks") is IEnumerable<Models.Task> tasks
            ? FormatFunctions.Join(tasks.Select(task => task.TaskKey))
            : "";
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

    public static string Description(PSObject item) => Column.Block(item, "Description");

    /// <summary>The action of the task, such as notebook_task /etl/ingest.</summary>
    public static string Does(PSObject item) =>
        item.BaseObject is Models.Task task ? ScreenText.Line(TaskAction.Of(task)) : "";

    /// <summary>The tasks that the task depends on.</summary>
    public static string After(PSObject item) => item.BaseObject is Models.Task { DependsOn: { } dependencies }
        ? FormatFunctions.Join(dependencies.Select(one =>
            one.Outcome is null ? one.TaskKey : $"{one.TaskKey}={one.Outcome}"))
        : "";

    public static string RunIf(PSObject item) => Column.Text(item, "RunIf");

    /// <summary>The compute of the task; empty for serverless compute and for tasks without compute.</summary>
    public static string RunsOn(PSObject item) => ScreenText.Line(item.BaseObject switch
    {
        Models.Task { JobClusterKey: { } key } => $"job cluster {key}",
        Models.Task { ExistingClusterId: { } id } => $"cluster {id}",
        Models.Task { NewCluster: { } cluster } => $"new cluster: {cluster}",
        Models.Task { EnvironmentKey: { } key } => $"environment {key}",
        _ => null,
    });

    public static string Libraries(PSObject item) => Column.Text(item, "Libraries");
}

/// <summary>Columns of schedules.</summary>
internal static class ScheduleColumns
{
    public static string Cron(PSObject item) => Column.Text(item, "QuartzCronExpression");

    public static string TimeZone(PSObject item) => Column.Text(item, "TimezoneId");

    public static string Status(PSObject item) => Column.Text(item, "PauseStatus");

    /// <summary>The next start time, even if the schedule is paused.</summary>
    public static string Next(PSObject item) => NextTimes(item, 1);

    /// <summary>The next three start times, each on its own line.</summary>
    public static string NextThree(PSObject item) => NextTimes(item, 3);

    // In the time zone of the schedule; none if it is unknown.
    private static string NextTimes(PSObject item, int count) => item.BaseObject is CronSchedule schedule
        && QuartzCron.TryParse(schedule.QuartzCronExpression ?? "", out QuartzCron? cron, out _)
        && TimeZones.Get(schedule.TimezoneId ?? "") is { } zone
            ? string.Join(
                Environment.NewLine,
                cron.Next(DateTimeOffset.UtcNow, zone).Take(count).Select(DisplayText.ZonedTime))
            : "";
}
