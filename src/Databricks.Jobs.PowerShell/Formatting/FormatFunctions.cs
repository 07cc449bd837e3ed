using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>The values of table and list views.</summary>
public static class FormatFunctions
{
    /// <summary>The state of a run or task, or its result after it has ended, in color if the shell supports
    /// it.</summary>
    /// <param name="item">A run, a task of a run, or an output.</param>
    /// <param name="style">The shell's <c>$PSStyle</c>; null if there is none.</param>
    public static string State(PSObject item, object? style)
    {
        RunOutcome? outcome = TypeDataMembers.OutcomeOf(item);
        return outcome is null ? "" : Colored(outcome.ToString(), style);
    }

    /// <summary>A state in its color, such as green for success and red for failure.</summary>
    public static string Colored(string? state, object? style)
    {
        if (state is null || style is null || ColorOf(state) is not { } color)
        {
            return state ?? "";
        }

        PSObject shell = PSObject.AsPSObject(style);
        object foreground = shell.Properties["Foreground"]?.Value ?? "";
        string? start = PSObject.AsPSObject(foreground).Properties[color]?.Value as string;
        string? reset = shell.Properties["Reset"]?.Value as string;
        return start is null ? state : start + state + reset;
    }

    /// <summary>The duration of a run or task until its end or until now.</summary>
    public static string Duration(PSObject item) =>
        TypeDataMembers.Duration(item) is { } took ? DisplayText.Duration(took) : "";

    /// <summary>The URL of the page of a run that works for all users.</summary>
    public static string Page(PSObject item) => item?.BaseObject switch
    {
        Run run => RunUrl.Of(run),
        BaseRun run => RunUrl.Of(run),
        RunTask task => RunUrl.Of(task),
        _ => null,
    } ?? "";

    /// <summary>The output of a task in one line: its error, its result, or the end of its logs.</summary>
    public static string Summary(PSObject item)
    {
        if (item?.BaseObject is not TaskOutput output)
        {
            return "";
        }

        string? text = output.Error ?? output.NotebookResult ?? output.Logs?.TrimEnd().Split('\n').Last();
        return FirstLine(text);
    }

    /// <summary>The schedule or trigger of a job.</summary>
    public static string Starts(JobSettings? settings)
    {
        if (settings?.Schedule is { } schedule)
        {
            return $"{schedule.QuartzCronExpression} ({schedule.TimezoneId}){Paused(schedule.PauseStatus)}";
        }

        if (settings?.Continuous is { } continuous)
        {
            return "continuous" + Paused(continuous.PauseStatus);
        }

        if (settings?.Triggers is { Count: > 0 } triggers)
        {
            string count = $"{triggers.Count} trigger{(triggers.Count == 1 ? "" : "s")}";
            return JobPause.IsPaused(settings) == true ? count + ", paused" : count;
        }

        return settings?.Trigger is { } trigger ? TriggerKind(trigger) + Paused(trigger.PauseStatus) : "";
    }

    /// <summary>The action of a task, such as notebook_task /etl/ingest.</summary>
    public static string Does(Models.Task? task) => task is null ? "" : TaskAction.Of(task) ?? "";

    /// <summary>The tasks that a task depends on.</summary>
    public static string After(Models.Task? task) => string.Join(", ", (task?.DependsOn ?? [])
        .Select(one => one.Outcome is null ? one.TaskKey : $"{one.TaskKey}={one.Outcome}"));

    /// <summary>The compute of a task; empty for serverless compute and for tasks without compute.</summary>
    public static string RunsOn(Models.Task? task) => task switch
    {
        { JobClusterKey: { } key } => $"job cluster {key}",
        { ExistingClusterId: { } id } => $"cluster {id}",
        { NewCluster: { } cluster } => $"new cluster: {cluster}",
        { EnvironmentKey: { } key } => $"environment {key}",
        _ => "",
    };

    /// <summary>The number and type of the machines of a job cluster.</summary>
    public static string Nodes(JobCluster? cluster) =>
        cluster?.NewCluster?.Nodes() ?? cluster?.ServerlessComputeId ?? "";

    /// <summary>The next start times of a schedule in its own time zone, even if it is paused; none if the time zone is
    /// unknown.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="count">The maximum number of times.</param>
    public static string[] NextTimes(CronSchedule? schedule, int count) => schedule is not null
        && QuartzCron.TryParse(schedule.QuartzCronExpression ?? "", out QuartzCron? cron, out _)
        && TimeZones.Get(schedule.TimezoneId ?? "") is { } zone
            ? [.. cron.Next(DateTimeOffset.UtcNow, zone).Take(count).Select(DisplayText.ZonedTime)]
            : [];

    /// <summary>The origin of an inherited permission; empty for a direct one.</summary>
    public static string Origin(PSObject item) => item?.BaseObject is JobPermissionEntry { Inherited: true } entry
        ? $"from {entry.InheritedFrom ?? "elsewhere"}"
        : "";

    /// <summary>The policy violations of a job in one line.</summary>
    public static string Violations(PSObject item) => item?.BaseObject is JobCompliance { Violations: { } violations }
        ? string.Join("; ", violations.Select(violation => $"{violation.Key}: {FirstLine(violation.Value)}"))
        : "";

    /// <summary>The changes of a compliance repair in one line.</summary>
    public static string Changes(PSObject item) => item?.BaseObject is JobComplianceRepair repair
        ? string.Join("; ", repair.Changes)
        : "";

    /// <summary>The first line of a text.</summary>
    public static string FirstLine(string? text)
    {
        if (text is null)
        {
            return "";
        }

        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private static string TriggerKind(TriggerSettings trigger) =>
        trigger.FileArrival is not null ? "on file arrival"
        : trigger.TableUpdate is not null || trigger.Table is not null ? "on table update"
        : trigger.Periodic is { } periodic ? $"every {periodic.Interval} {periodic.Unit?.ToLowerInvariant()}"
        : trigger.Model is not null ? "on model update"
        : "on trigger";

    private static string Paused(string? status) => status == nameof(PauseStatus.PAUSED) ? ", paused" : "";

    private static string? ColorOf(string state) => state switch
    {
        nameof(RunResultState.SUCCESS) => "Green",
        nameof(RunResultState.SUCCESS_WITH_FAILURES) => "Yellow",
        nameof(RunLifeCycleState.RUNNING) or nameof(RunLifeCycleState.PENDING) or nameof(RunLifeCycleState.QUEUED)
            or nameof(RunLifeCycleState.BLOCKED) or nameof(RunLifeCycleState.TERMINATING)
            or nameof(RunLifeCycleState.WAITING_FOR_RETRY) or "WAITING" => "Cyan",
        nameof(RunResultState.EXCLUDED) or nameof(RunResultState.DISABLED) or nameof(RunLifeCycleState.SKIPPED) =>
            "BrightBlack",
        nameof(RunResultState.CANCELED) or nameof(RunResultState.UPSTREAM_CANCELED) => "Yellow",
        _ => "Red",
    };
}
