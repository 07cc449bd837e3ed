namespace Databricks.Jobs.Runs.Timelines;

/// <summary>Divides a period of a run by what its tasks do.</summary>
internal static class RunPhases
{
    /// <summary>Contiguous periods from start to end. Each moment counts as the furthest that any attempt is: execution
    /// before setup, setup before cleanup. If no attempt does anything, the run waits, which counts as queue.</summary>
    public static IEnumerable<TimelineSegment> Divide(
        DateTimeOffset start,
        DateTimeOffset end,
        IEnumerable<TaskAttempt> attempts)
    {
        var changes = new List<(DateTimeOffset Time, TimelineSegmentKind Kind, int Change)>();
        foreach (TimelineSegment segment in attempts.SelectMany(static attempt => attempt.Segments))
        {
            if (segment.End <= start || segment.Start >= end) continue;
            changes.Add((segment.Start > start ? segment.Start : start, segment.Kind, 1));
            changes.Add((segment.End, segment.Kind, -1));
        }

        changes.Sort(static (first, second) => first.Time.CompareTo(second.Time));
        int[] active = new int[4];
        DateTimeOffset from = start;
        TimelineSegmentKind kind = TimelineSegmentKind.Queue;
        foreach (IGrouping<DateTimeOffset, (DateTimeOffset, TimelineSegmentKind Kind, int Change)> moment in
            changes.GroupBy(static change => change.Time).TakeWhile(moment => moment.Key < end))
        {
            foreach ((_, TimelineSegmentKind changed, int change) in moment) active[(int)changed] += change;
            TimelineSegmentKind next = Furthest(active);
            if (next == kind) continue;
            if (moment.Key > from) yield return new TimelineSegment(kind, from, moment.Key);
            (from, kind) = (moment.Key, next);
        }

        if (end > from) yield return new TimelineSegment(kind, from, end);
    }

    private static TimelineSegmentKind Furthest(int[] active) =>
        active[(int)TimelineSegmentKind.Execution] > 0 ? TimelineSegmentKind.Execution
        : active[(int)TimelineSegmentKind.Setup] > 0 ? TimelineSegmentKind.Setup
        : active[(int)TimelineSegmentKind.Cleanup] > 0 ? TimelineSegmentKind.Cleanup
        : TimelineSegmentKind.Queue;
}
