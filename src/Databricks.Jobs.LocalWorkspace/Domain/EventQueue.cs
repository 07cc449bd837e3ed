namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// The events to come and their times. Nothing runs in the background: each request first advances the queue to the
/// present, so every change has the time at which it was due, however late the request is.
/// </summary>
internal sealed class EventQueue(DateTimeOffset start)
{
    private readonly SortedSet<Entry> _entries = new(EntryOrder.Instance);
    private long _sequence;

    /// <summary>The time of the current event, or else of the last advance.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    public void ScheduleAfter(TimeSpan delay, Action action) => ScheduleAt(Now + delay, action);

    public void ScheduleAt(DateTimeOffset due, Action action) =>
        _entries.Add(new Entry(due < Now ? Now : due, _sequence++, action));

    public void AdvanceTo(DateTimeOffset now)
    {
        while (_entries.Count > 0 && _entries.Min is { } next && next.Due <= now)
        {
            _entries.Remove(next);
            Now = next.Due;
            next.Action();
        }

        if (now > Now) Now = now;
    }

    private sealed record Entry(DateTimeOffset Due, long Sequence, Action Action);

    private sealed class EntryOrder : IComparer<Entry>
    {
        public static readonly EntryOrder Instance = new();

        public int Compare(Entry? x, Entry? y)
        {
            int byTime = x!.Due.CompareTo(y!.Due);
            return byTime != 0 ? byTime : x.Sequence.CompareTo(y.Sequence);
        }
    }
}
