using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>The horizontal axis of a Gantt chart: times as fractions from 0 to 1. Long periods in which nothing
/// happens, such as the days before a repair, have little room.</summary>
internal sealed class TimeAxis
{
    // An idle period longer than this part of the busy time is shortened to the room of the second part.
    private const double MaxIdle = 0.2;
    private const double IdleRoom = 0.06;
    private const int MaxTicks = 8;

    // Labels begin at their tick, and have to fit into the chart.
    private const double LastLabel = 0.93;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);

    // Seconds between ticks.
    private static readonly int[] s_steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
    ];

    private readonly List<Piece> _pieces = [];
    private readonly double _room;

    /// <param name="timeline">The run.</param>
    public TimeAxis(RunTimeline timeline)
    {
        Start = timeline.Start;
        List<(DateTimeOffset Start, DateTimeOffset End)> busy = Merge(timeline);
        double busySeconds = busy.Sum(static period => (period.End - period.Start).TotalSeconds);
        DateTimeOffset from = timeline.Start;
        foreach ((DateTimeOffset start, DateTimeOffset end) in busy)
        {
            AddIdle(from, start, busySeconds);
            Add(start, end, (end - start).TotalSeconds, isBreak: false);
            from = end;
        }

        AddIdle(from, timeline.End, busySeconds);
        if (_pieces.Count == 0) Add(from, from, 1, isBreak: false);
        Piece last = _pieces[_pieces.Count - 1];
        _room = last.From + last.Room;
    }

    /// <summary>The start of the run.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The periods that are shortened, as fractions.</summary>
    public IEnumerable<(double From, double To, TimeSpan Duration)> Breaks => _pieces
        .Where(static piece => piece.IsBreak)
        .Select(piece => (piece.From / _room, (piece.From + piece.Room) / _room, piece.End - piece.Start));

    /// <summary>Where a time is, from 0 to 1.</summary>
    public double PositionOf(DateTimeOffset time)
    {
        Piece piece = _pieces.FindLast(one => one.Start <= time) ?? _pieces[0];
        double length = (piece.End - piece.Start).TotalSeconds;
        double part = length > 0 ? (time - piece.Start).TotalSeconds / length : 0;
        return (piece.From + (Math.Min(Math.Max(part, 0), 1) * piece.Room)) / _room;
    }

    /// <summary>Positions with the time since the start of the run.</summary>
    public IEnumerable<(double Position, TimeSpan Elapsed)> Ticks()
    {
        double visible = _pieces.Where(static piece => !piece.IsBreak).Sum(static piece => piece.Room);
        double step = s_steps.FirstOrDefault(seconds => visible / seconds <= MaxTicks);
        // Runs of several months have a tick for every eighth.
        step = step > 0 ? step : visible / MaxTicks;
        double last = double.NegativeInfinity;
        foreach (Piece piece in _pieces.Where(static piece => !piece.IsBreak))
        {
            double from = (piece.Start - Start).TotalSeconds;
            double to = (piece.End - Start).TotalSeconds;
            for (double elapsed = Math.Ceiling(from / step) * step; elapsed <= to; elapsed += step)
            {
                double position = (piece.From + elapsed - from) / _room;
                if (position - last < 0.5 / MaxTicks || position > LastLabel) continue;
                last = position;
                yield return (position, TimeSpan.FromSeconds(elapsed));
            }
        }
    }

    private static List<(DateTimeOffset Start, DateTimeOffset End)> Merge(RunTimeline timeline)
    {
        var merged = new List<(DateTimeOffset Start, DateTimeOffset End)>();
        foreach (TaskAttempt attempt in timeline.Tasks
            .SelectMany(static task => task.Attempts)
            .Where(static attempt => attempt.Start is not null)
            .OrderBy(static attempt => attempt.Start))
        {
            (DateTimeOffset start, DateTimeOffset end) = (attempt.Start!.Value, attempt.End!.Value);
            if (merged.Count > 0 && start <= merged[merged.Count - 1].End)
            {
                (DateTimeOffset first, DateTimeOffset last) = merged[merged.Count - 1];
                merged[merged.Count - 1] = (first, end > last ? end : last);
            }
            else
            {
                merged.Add((start, end));
            }
        }

        return merged;
    }

    private void AddIdle(DateTimeOffset start, DateTimeOffset end, double busySeconds)
    {
        TimeSpan idle = end - start;
        bool isBreak = busySeconds > 0 && idle > s_shortest && idle.TotalSeconds > busySeconds * MaxIdle;
        Add(start, end, isBreak ? busySeconds * IdleRoom : idle.TotalSeconds, isBreak);
    }

    private void Add(DateTimeOffset start, DateTimeOffset end, double room, bool isBreak)
    {
        if (room <= 0) return;
        Piece? last = _pieces.Count > 0 ? _pieces[_pieces.Count - 1] : null;
        _pieces.Add(new Piece(start, end, last is null ? 0 : last.From + last.Room, room, isBreak));
    }

    private sealed record Piece(DateTimeOffset Start, DateTimeOffset End, double From, double Room, bool IsBreak);
}
