using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>The durations that the service reports of a run or of an attempt of a task; zero if it reports none.
/// </summary>
internal readonly struct PhaseDurations(TimeSpan? queue, TimeSpan? setup, TimeSpan? execution, TimeSpan? cleanup)
{
    // Durations and times are rounded separately.
    private static readonly TimeSpan s_rounding = TimeSpan.FromSeconds(1);

    // A duration can be any number in a response; no run is longer than its retention.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3650);

    private readonly TimeSpan _queue = Valid(queue);
    private readonly TimeSpan _setup = Valid(setup);
    private readonly TimeSpan _execution = Valid(execution);
    private readonly TimeSpan _cleanup = Valid(cleanup);

    public static PhaseDurations Of(Run run) =>
        new(run.QueueDuration, run.SetupDuration, run.ExecutionDuration, run.CleanupDuration);

    public static PhaseDurations Of(RunTask task) =>
        new(task.QueueDuration, task.SetupDuration, task.ExecutionDuration, task.CleanupDuration);

    // What the service calls the duration of a task.
    private TimeSpan Work => _setup + _execution + _cleanup;

    /// <summary>The end of something that started at a time.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset start) => start + Shorter(Work, DateTimeOffset.MaxValue - start);

    /// <summary>Divides the time from start to end into contiguous periods.</summary>
    /// <remarks>The execution takes the time that no duration accounts for, because tasks without compute resources
    /// have no durations; a phase in progress lasts until the end. If the time is too short for the queue and the work,
    /// the queue came before the start.</remarks>
    /// <param name="start">The start that the service reports.</param>
    /// <param name="end">The end, or the current time.</param>
    /// <param name="outcome">The state, which tells the phase in progress.</param>
    /// <param name="earliest">The earliest time at which the queue can begin.</param>
    public IReadOnlyList<TimelineSegment> Divide(
        DateTimeOffset start,
        DateTimeOffset end,
        RunOutcome outcome,
        DateTimeOffset earliest)
    {
        bool isQueueInside = _queue + Work <= end - start + s_rounding;
        DateTimeOffset queueStart = isQueueInside || start <= earliest ? start
            : start - Shorter(_queue, start - earliest);
        DateTimeOffset queueEnd = outcome.State == "QUEUED" ? end
            : isQueueInside ? start + Shorter(_queue, end - start)
            : start;
        DateTimeOffset setupEnd = outcome.State == "PENDING" ? end : queueEnd + Shorter(_setup, end - queueEnd);
        DateTimeOffset executionEnd = outcome switch
        {
            { IsFinished: true } => end - Shorter(_cleanup, end - setupEnd),
            // The execution has its final duration as soon as the cleanup starts.
            { State: "TERMINATING" } when _execution > TimeSpan.Zero =>
                setupEnd + Shorter(_execution, end - setupEnd),
            _ => end,
        };

        var segments = new List<TimelineSegment>(4);
        Add(segments, TimelineSegmentKind.Queue, queueStart, queueEnd);
        Add(segments, TimelineSegmentKind.Setup, queueEnd, setupEnd);
        Add(segments, TimelineSegmentKind.Execution, setupEnd, executionEnd);
        Add(segments, TimelineSegmentKind.Cleanup, executionEnd, end);
        return segments;
    }

    private static void Add(
        List<TimelineSegment> segments,
        TimelineSegmentKind kind,
        DateTimeOffset start,
        DateTimeOffset end)
    {
        if (end > start) segments.Add(new TimelineSegment(kind, start, end));
    }

    private static TimeSpan Shorter(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private static TimeSpan Valid(TimeSpan? duration) =>
        duration is not { } known || known < TimeSpan.Zero ? TimeSpan.Zero : Shorter(known, s_longest);
}
