using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>What the table and list views show. The format file calls it, so that its logic can be tested.</summary>
public static class FormatFunctions
{
    /// <summary>The state of a run or task: its result once it has ended, coloured where the shell has colours.</summary>
    /// <param name="item">A run, a task of a run, or an output.</param>
    /// <param name="style">The shell's <c>$PSStyle</c>; null where there is none.</param>
    public static string State(PSObject item, object? style)
    {
        RunOutcome? outcome = TypeDataMembers.OutcomeOf(item);
        return outcome is null ? "" : Colored(outcome.ToString(), style);
    }

    /// <summary>A word for a state in its colour: green for success, red for failure, yellow for what goes on.</summary>
    public static string Colored(string? state, object? style)
    {
        if (state is null || style is null || ColorOf(state) is not { } color)
        {
            return state ?? "";
        }

        PSObject shell = PSObject.AsPSObject(style);
        string? start = PSObject.AsPSObject(shell.Properties["Foreground"]?.Value ?? "").Properties[color]?.Value as string;
        string? reset = shell.Properties["Reset"]?.Value as string;
        return start is null ? state : start + state + reset;
    }

    /// <summary>How long a run or task took, or has taken so far.</summary>
    public static string Duration(PSObject item) =>
        TypeDataMembers.Duration(item) is { } took ? DisplayText.Duration(took) : "";

    /// <summary>The address of a run's page that opens for everybody.</summary>
    public static string Page(PSObject item) => item?.BaseObject switch
    {
        Run run => RunUrl.Of(run),
        BaseRun run => RunUrl.Of(run),
        RunTask task => RunUrl.Of(task),
        _ => null,
    } ?? "";

    /// <summary>What a task's output says in a line: its error, else its result, else the end of its logs.</summary>
    public static string Summary(PSObject item)
    {
        if (item?.BaseObject is not TaskOutput output)
        {
            return "";
        }

        string? text = output.Error ?? output.NotebookResult ?? output.Logs?.TrimEnd().Split('\n').Last();
        return FirstLine(text);
    }

    /// <summary>What starts a job: its schedule, its trigger, or nothing.</summary>
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

    /// <summary>What a task does, such as notebook_task /etl/ingest.</summary>
    public static string Does(Models.Task? task) => task is null ? "" : TaskAction.Of(task) ?? "";

    /// <summary>What a task waits for.</summary>
    public static string After(Models.Task? task) => string.Join(", ", (task?.DependsOn ?? [])
        .Select(one => one.Outcome is null ? one.TaskKey : $"{one.TaskKey}={one.Outcome}"));

    /// <summary>Where a task runs; empty for serverless compute and for tasks that need none.</summary>
    public static string RunsOn(Models.Task? task) => task switch
    {
        { JobClusterKey: { } key } => $"job cluster {key}",
        { ExistingClusterId: { } id } => $"cluster {id}",
        { NewCluster: { } cluster } => $"new cluster: {cluster}",
        { EnvironmentKey: { } key } => $"environment {key}",
        _ => "",
    };

    /// <summary>How many machines of which type a job cluster has.</summary>
    public static string Nodes(JobCluster? cluster) =>
        cluster?.NewCluster?.Nodes() ?? cluster?.ServerlessComputeId ?? "";

    /// <summary>The next times at which a schedule starts its job, in its own time zone, or would if it
    /// were not paused; none where its zone is not known here.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="count">How many times at most.</param>
    public static string[] NextTimes(CronSchedule? schedule, int count) => schedule is not null
        && QuartzCron.TryParse(schedule.QuartzCronExpression ?? "", out QuartzCron? cron, out _)
        && TimeZones.Get(schedule.TimezoneId ?? "") is { } zone
            ? [.. cron.Next(DateTimeOffset.UtcNow, zone).Take(count).Select(DisplayText.ZonedTime)]
            : [];

    /// <summary>Where a permission comes from; empty for one of the job itself.</summary>
    public static string Origin(PSObject item) => item?.BaseObject is JobPermissionEntry { Inherited: true } entry
        ? $"from {entry.InheritedFrom ?? "elsewhere"}"
        : "";

    /// <summary>What a job breaks, in a line.</summary>
    public static string Violations(PSObject item) => item?.BaseObject is JobCompliance { Violations: { } violations }
        ? string.Join("; ", violations.Select(violation => $"{violation.Key}: {FirstLine(violation.Value)}"))
        : "";

    /// <summary>What a repair of compliance changes, in a line.</summary>
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
