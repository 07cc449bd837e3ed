using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Pages;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

// Each label of a view that is not a field of the API is one of these properties, so that people can sort, filter and
// select by what they see. The values are typed, and text is as the service sent it; times are in the local time zone,
// as in the views.

/// <summary>Properties of runs.</summary>
internal static class RunProperties
{
    public static string? Name(PSObject item) => Column.Value(item, "RunName") as string;

    public static string? Creator(PSObject item) => Column.Value(item, "CreatorUserName") as string;

    public static string[]? TaskKeys(PSObject item) => Column.Value(item, "Tasks") is IEnumerable<RunTask> tasks
        ? [.. tasks.Select(task => task.TaskKey ?? "")]
        : null;

    /// <summary>The URL of the page that works for all users.</summary>
    public static string? Page(PSObject item) => RunPage.Of(item.BaseObject);
}

/// <summary>Properties of the tasks of runs.</summary>
internal static class RunTaskProperties
{
    public static long? Attempt(PSObject item) => Column.Value(item, "AttemptNumber") as long?;

    public static string? Page(PSObject item) => RunProperties.Page(item);
}

/// <summary>Properties of everything that has a state: runs, tasks of runs and repairs.</summary>
internal static class StateProperties
{
    /// <summary>The API's state. If it is missing or contradicts the newer status, a state that agrees with the
    /// status.</summary>
    public static RunState? State(PSObject item)
    {
        RunState? state = item.BaseObject switch
        {
            Run run => run.State,
            BaseRun run => run.State,
            RunTask task => task.State,
            RepairHistoryItem repair => repair.State,
            _ => null,
        };
        return TypeDataMembers.OutcomeOf(item) is not { } outcome || state?.ToString() == outcome.ToString()
            ? state
            : new RunState
            {
                LifeCycleState = outcome.State,
                ResultState = outcome.Result,
                StateMessage = outcome.Message,
                QueueReason = state?.QueueReason,
                UserCancelledOrTimedout = state?.UserCancelledOrTimedout,
            };
    }

    public static string? Message(PSObject item) => TypeDataMembers.OutcomeOf(item)?.Message;

    public static DateTimeOffset? Started(PSObject item) => Column.LocalTime(item, "StartTime");

    public static DateTimeOffset? Ended(PSObject item) => Column.LocalTime(item, "EndTime");
}

/// <summary>Properties of repairs.</summary>
internal static class RepairProperties
{
    public static long? RepairId(PSObject item) => (item.BaseObject as RepairHistoryItem)?.Id;

    public static TimeSpan? Duration(PSObject item) =>
        item.BaseObject is RepairHistoryItem repair ? repair.EndTime - repair.StartTime : null;

    /// <summary>The number of tasks that ran.</summary>
    public static int? Tasks(PSObject item) => (item.BaseObject as RepairHistoryItem)?.TaskRunIds?.Count;
}

/// <summary>Properties of the output of tasks.</summary>
internal static class OutputProperties
{
    public static string? State(PSObject item) => (item.BaseObject as TaskOutput)?.Result;

    public static long? Attempt(PSObject item) => (item.BaseObject as TaskOutput)?.AttemptNumber;

    /// <summary>The output in one line: its error, its result, or the end of its logs.</summary>
    public static string? Summary(PSObject item) => item.BaseObject is TaskOutput output
        ? (output.Error ?? output.NotebookResult ?? output.Output?.DescribeResult()
            ?? output.Logs?.TrimEnd().Split('\n').Last())?.Split('\r', '\n')[0]
        : null;
}

/// <summary>Properties of jobs.</summary>
internal static class JobProperties
{
    public static string? Description(PSObject item) => Settings(item)?.Description;

    public static string? Creator(PSObject item) => Column.Value(item, "CreatorUserName") as string;

    public static string? RunAs(PSObject item) => Column.Value(item, "RunAsUserName") as string;

    public static DateTimeOffset? Created(PSObject item) => Column.LocalTime(item, "CreatedTime");

    /// <summary>The schedule or trigger in one line.</summary>
    public static string? Starts(PSObject item) =>
        FormatFunctions.Starts(Settings(item)) is { Length: > 0 } text ? text : null;

    /// <summary>The next start by the schedule; null if there is none, or if it is paused.</summary>
    public static DateTimeOffset? NextStart(PSObject item) =>
        Settings(item)?.Schedule is { } schedule && schedule.PauseStatus != nameof(PauseStatus.PAUSED)
            ? ScheduleProperties.NextOf(schedule, 1)
                .Select(next => (DateTimeOffset?)next.ToLocalTime())
                .FirstOrDefault()
            : null;

    public static List<JobParameterDefinition>? Parameters(PSObject item) => Settings(item)?.Parameters;

    public static object? Tags(PSObject item) => Settings(item)?.Tags;

    /// <summary>The keys of the tasks; null if the tasks were not read.</summary>
    public static string[]? TaskKeys(PSObject item) =>
        Settings(item)?.Tasks?.Select(task => task.TaskKey ?? "").ToArray();

    private static JobSettings? Settings(PSObject item) => Column.Value(item, "Settings") as JobSettings;
}

/// <summary>Properties of the tasks of jobs.</summary>
internal static class TaskProperties
{
    /// <summary>The action of the task, such as notebook_task /etl/ingest.</summary>
    public static string? Does(PSObject item) => item.BaseObject is Models.Task task ? TaskAction.Of(task) : null;

    /// <summary>The tasks that the task depends on.</summary>
    public static string[]? After(PSObject item) => (item.BaseObject as Models.Task)?.DependsOn?
        .Select(one => one.Outcome is null ? $"{one.TaskKey}" : $"{one.TaskKey}={one.Outcome}").ToArray();

    /// <summary>The compute of the task; null for serverless compute and for tasks without compute.</summary>
    public static string? RunsOn(PSObject item) => item.BaseObject switch
    {
        Models.Task { JobClusterKey: { } key } => $"job cluster {key}",
        Models.Task { ExistingClusterId: { } id } => $"cluster {id}",
        Models.Task { NewCluster: { } cluster } => $"new cluster: {cluster}",
        Models.Task { EnvironmentKey: { } key } => $"environment {key}",
        _ => null,
    };
}

/// <summary>Properties of schedules.</summary>
internal static class ScheduleProperties
{
    public static string? Cron(PSObject item) => (item.BaseObject as CronSchedule)?.QuartzCronExpression;

    public static string? TimeZone(PSObject item) => (item.BaseObject as CronSchedule)?.TimezoneId;

    public static string? Status(PSObject item) => (item.BaseObject as CronSchedule)?.PauseStatus;

    /// <summary>The next three start times in the time zone of the schedule, even if it is paused; empty if the time
    /// zone is not known.</summary>
    public static DateTimeOffset[] Next(PSObject item) =>
        item.BaseObject is CronSchedule schedule ? [.. NextOf(schedule, 3)] : [];

    internal static IEnumerable<DateTimeOffset> NextOf(CronSchedule schedule, int count) =>
        QuartzCron.TryParse(schedule.QuartzCronExpression ?? "", out QuartzCron? cron, out _)
        && TimeZones.Get(schedule.TimezoneId ?? "") is { } zone
            ? cron.Next(DateTimeOffset.UtcNow, zone).Take(count)
            : [];
}

/// <summary>Properties of job clusters.</summary>
internal static class JobClusterProperties
{
    public static string? SparkVersion(PSObject item) => (item.BaseObject as JobCluster)?.NewCluster?.SparkVersion;

    /// <summary>The number and type of the machines.</summary>
    public static string? Nodes(PSObject item) =>
        item.BaseObject is JobCluster cluster ? cluster.NewCluster?.Nodes() ?? cluster.ServerlessComputeId : null;
}

/// <summary>Properties of local workspaces.</summary>
internal static class LocalWorkspaceProperties
{
    public static string Host(PSObject item) => $"{item.BaseObject}";
}
