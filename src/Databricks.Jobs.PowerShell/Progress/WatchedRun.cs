using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Statistics;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>What is known of a run during a wait.</summary>
internal sealed class WatchedRun(long runId)
{
    private RunTimeline? _timeline;
    private DateTimeOffset _timelineTime;

    public long RunId { get; } = runId;

    /// <summary>The run as it was last read; null if it was never read.</summary>
    public Run? Run { get; private set; }

    /// <summary>Whether the wait for it has ended.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Why the wait for it ended without a result, in one sentence; null if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>How long the run and its tasks probably take; null if nothing is known.</summary>
    public ExpectedDurations? Expected { get; set; }

    public string Name => string.IsNullOrWhiteSpace(Run?.RunName) ? $"Run {RunId}" : Run!.RunName!;

    /// <summary>The result, or the state while it is active.</summary>
    public string State => Run is not null ? RunOutcome.Of(Run).ToString()
        : Problem is null ? "not polled yet"
        : "not read";

    public void Update(Run run)
    {
        Run = run;
        _timeline = null;
    }

    public void End(Run? run, JobsException? error)
    {
        if (run is not null)
        {
            Update(run);
        }

        HasEnded = true;
        Problem = error?.Problem;
    }

    /// <summary>The timeline at a time; null if the run was never read.</summary>
    public RunTimeline? TimelineAt(DateTimeOffset now)
    {
        if (Run is not null && (_timeline is null || (_timeline.IsActive && _timelineTime != now)))
        {
            _timeline = RunTimeline.Create(Run, now);
            _timelineTime = now;
        }

        return _timeline;
    }

    /// <summary>How much of its time has passed, from 0 to 100: of the expected time, of which the last percent passes
    /// when it ends, or else the part of its tasks that have ended; null if neither is known.</summary>
    public int? PercentAt(DateTimeOffset now)
    {
        if (TimelineAt(now) is not { } timeline)
        {
            return null;
        }

        if (HasEnded && !timeline.IsActive)
        {
            return 100;
        }

        if (Expected?.Run is { Ticks: > 0 } expected)
        {
            return (int)Math.Min(99, timeline.Duration.Ticks * 100 / expected.Ticks);
        }

        int tasks = timeline.Tasks.Count;
        return tasks == 0 ? null : timeline.Tasks.Count(static task => task.Outcome.IsFinished) * 100 / tasks;
    }
}
