namespace Databricks.Jobs.Models;

/// <summary>
/// How long a run or a task took, or has taken so far: the duration that the service reports, or else the time from
/// start to end. Only the duration of an active run increases.
/// </summary>
public static class RunDuration
{
    /// <summary>The duration of a run; null before it starts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">The current time, for an active run; null to return null for it.</param>
    public static TimeSpan? Of(Run run, DateTimeOffset? now = null)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return Of(RunOutcome.Of(run), run.RunDuration, run.StartTime, run.EndTime, run.ExecutionDuration, now);
    }

    /// <summary>The duration of a listed run; null before it starts.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">The current time, for an active run; null to return null for it.</param>
    public static TimeSpan? Of(BaseRun run, DateTimeOffset? now = null)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return Of(RunOutcome.Of(run), run.RunDuration, run.StartTime, run.EndTime, run.ExecutionDuration, now);
    }

    /// <summary>The duration of a task of a run; null before it starts.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">The current time, for an active task; null to return null for it.</param>
    public static TimeSpan? Of(RunTask task, DateTimeOffset? now = null)
    {
        ArgumentChecks.NotNull(task, nameof(task));
        return Of(RunOutcome.Of(task), task.RunDuration, task.StartTime, task.EndTime, task.ExecutionDuration, now);
    }

    private static TimeSpan? Of(
        RunOutcome outcome,
        TimeSpan? whole,
        DateTimeOffset? start,
        DateTimeOffset? end,
        TimeSpan? execution,
        DateTimeOffset? now)
    {
        // 0 while it is active.
        if (whole is { } known && known > TimeSpan.Zero) return known;
        // The clock of a local workspace can be ahead of this one.
        if (start is { } from && (end ?? (outcome.IsFinished ? null : now)) is { } to && to >= from) return to - from;
        return execution > TimeSpan.Zero ? execution : null;
    }
}
