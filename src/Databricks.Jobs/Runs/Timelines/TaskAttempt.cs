using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>An attempt of a task: the first one, a retry or a repair.</summary>
public sealed class TaskAttempt
{
    internal TaskAttempt(RunTask task, RepairHistoryItem? round, DateTimeOffset runStart, DateTimeOffset now)
    {
        Task = task;
        Outcome = RunOutcome.Of(task);
        RepairId = round is not null && RepairHistory.IsRepair(round) ? round.Id : null;
        Segments = [];
        if (!HasStarted) return;
        DateTimeOffset start = task.StartTime!.Value;
        var durations = PhaseDurations.Of(task);
        DateTimeOffset end = !Outcome.IsFinished ? now : task.EndTime ?? durations.EndAfter(start);
        End = end > start ? end : start;
        Segments = durations.Divide(start, End.Value, Outcome, runStart);
        Start = Segments.Count > 0 ? Segments[0].Start : start;
    }

    /// <summary>The attempt as the service returned it.</summary>
    public RunTask Task { get; }

    /// <summary>The ID of the run of this attempt; null if the service did not send it.</summary>
    public long? RunId => Task.RunId;

    /// <summary>The number of the attempt, as the service counts it: from 0.</summary>
    public long AttemptNumber => Task.AttemptNumber ?? 0;

    /// <summary>The ID of the repair that ran this attempt; null for the original run, and if the run was read without
    /// its repair history.</summary>
    public long? RepairId { get; }

    /// <summary>When it started, or began to wait in the queue; null if it has not started.</summary>
    public DateTimeOffset? Start { get; }

    /// <summary>When it ended, or the current time while it is active; null if it has not started.</summary>
    public DateTimeOffset? End { get; }

    /// <summary>The time from start to end; zero if it has not started.</summary>
    public TimeSpan Duration => End - Start ?? TimeSpan.Zero;

    /// <summary>Whether it has started and not ended.</summary>
    public bool IsActive => Start is not null && !Outcome.IsFinished;

    /// <summary>The result, such as SUCCESS or FAILED, or the state while it has none.</summary>
    public string State => Outcome.ToString();

    /// <summary>The state and the result with their details.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>What it spent its time on: contiguous periods from start to end; empty if it has not started.</summary>
    public IReadOnlyList<TimelineSegment> Segments { get; }

    /// <summary>Whether it belongs to the critical path (see <see cref="RunTimeline.CriticalPath"/>).</summary>
    public bool IsOnCriticalPath { get; internal set; }

    /// <summary>Number and state, such as <c>attempt 2: FAILED</c>.</summary>
    public override string ToString() => $"attempt {AttemptNumber + 1}: {State}";

    // The service also reports times of tasks that wait, or that were skipped.
    private bool HasStarted =>
        Task.StartTime is not null
        && !Outcome.NeverRan
        && Outcome.State is not ("BLOCKED" or "WAITING" or "WAITING_FOR_RETRY");
}
