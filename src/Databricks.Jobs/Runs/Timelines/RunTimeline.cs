using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>When the tasks of a run waited, started and ended, and which of them determined how long it took.</summary>
/// <remarks>It is computed only from the run that it is created from, and does not change. An active run lasts until
/// the time with which it was created.</remarks>
public sealed class RunTimeline
{
    private RunTimeline(Run run, DateTimeOffset now)
    {
        Run = run;
        Outcome = RunOutcome.Of(run);
        List<RunTask> tasks = run.Tasks ?? [];
        DateTimeOffset latest = LatestTime(run, tasks);
        // The clock of a local workspace can be ahead of this one.
        now = now > latest ? now : latest;
        Start = run.StartTime ?? tasks.Min(static task => task.StartTime) ?? now;
        // The end of an active run is 0 in the API, and not absent.
        DateTimeOffset end = !Outcome.IsFinished ? now : run.EndTime ?? (latest > Start ? latest : now);
        End = end > Start ? end : Start;

        Tasks = TimelineTasks.Of(run, Start, IsActive ? now : End);
        CriticalPath = Timelines.CriticalPath.Mark(Tasks);
        Segments = [.. RunRounds.Of(run, Start, End).SelectMany(DivideRound)];
    }

    /// <summary>The timeline of a run.</summary>
    /// <param name="run">A run with all its tasks, and with its repair history if it was repaired.</param>
    /// <param name="now">The current time, which is the end of everything that is active.</param>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public static RunTimeline Create(Run run, DateTimeOffset now)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return new RunTimeline(run, now);
    }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>The state and the result with their details.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>When the run started.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When the run ended, or the current time while it is active.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Whether the run has not ended.</summary>
    public bool IsActive => !Outcome.IsFinished;

    /// <summary>Each task once: after the tasks that it depends on, and otherwise in the order of their starts. Tasks
    /// that have not started are included.</summary>
    public IReadOnlyList<TaskTimeline> Tasks { get; }

    /// <summary>The keys of the tasks that determined when the run ended, from first to last.</summary>
    /// <remarks>The path ends with the attempt that ended last (of several, with the longest). Before each attempt
    /// comes what it started after: of the earlier attempts of its task and of the attempts of its dependencies that
    /// had ended by then, the one that ended last. The time between the two is part of the path: the task waited for
    /// capacity, for a retry or for a repair. A dependency that never ran stands for its own dependencies.</remarks>
    public IReadOnlyList<string> CriticalPath { get; }

    /// <summary>What the run spent its time on, from start to end, without the time between its end and a repair.
    /// </summary>
    /// <remarks>Each moment counts once: as execution if a task executes, otherwise as setup if compute resources of a
    /// task start, otherwise as cleanup if some stop, and otherwise as queue.</remarks>
    public IReadOnlyList<TimelineSegment> Segments { get; }

    /// <summary>The time in the queue, and the time in which no task did anything.</summary>
    public TimeSpan Queue => Sum(TimelineSegmentKind.Queue);

    /// <summary>The time in which compute resources started and no task executed.</summary>
    public TimeSpan Setup => Sum(TimelineSegmentKind.Setup);

    /// <summary>The time in which at least one task executed.</summary>
    public TimeSpan Execution => Sum(TimelineSegmentKind.Execution);

    /// <summary>The time in which compute resources stopped and no task executed or was set up.</summary>
    public TimeSpan Cleanup => Sum(TimelineSegmentKind.Cleanup);

    /// <summary>The duration of the run and its repairs: the sum of the four times.</summary>
    public TimeSpan Duration => new(Segments.Sum(static segment => segment.Duration.Ticks));

    private TimeSpan Sum(TimelineSegmentKind kind) =>
        new(Segments.Where(segment => segment.Kind == kind).Sum(static segment => segment.Duration.Ticks));

    private IEnumerable<TimelineSegment> DivideRound((DateTimeOffset Start, DateTimeOffset End) round) =>
        Tasks.Count > 0
            ? RunPhases.Divide(round.Start, round.End, Tasks.SelectMany(static task => task.Attempts))
            : PhaseDurations.Of(Run).Divide(round.Start, round.End, Outcome, Start);

    private static DateTimeOffset LatestTime(Run run, List<RunTask> tasks)
    {
        DateTimeOffset? latest = tasks.SelectMany(static task => new[] { task.StartTime, task.EndTime }).Max();
        return new[] { run.StartTime, latest }.Max() ?? DateTimeOffset.MinValue;
    }
}
