
namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// What will happen and when. Nothing runs by itself: whoever looks first brings the timeline up to the present, so
/// every change carries the time at which it was due, however late somebody looks.
/// </summary>
internal sealed class EventQueue(DateTimeOffset start)
{
    private readonly SortedSet<Entry> _entries = new(EntryOrder.Instance);
    private long _sequence;

    /// <summary>The time of the event that is being handled, or of the last look.</summary>
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
            var byTime = x!.Due.CompareTo(y!.Due);
            return byTime != 0 ? byTime : x.Sequence.CompareTo(y.Sequence);
        }
    }
}
