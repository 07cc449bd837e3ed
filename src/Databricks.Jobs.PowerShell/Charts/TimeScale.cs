using System.Globalization;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The columns of the times of a run. The time between the end of a run and its repair, which can be hours,
/// takes one column.</summary>
internal sealed class TimeScale
{
    private static readonly int[] s_steps =
    [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
    ];

    private readonly (DateTimeOffset Start, DateTimeOffset End)[] _periods;
    private readonly double _secondsPerColumn;

    /// <param name="timeline">The run.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="longest">The duration that takes the whole width; that of the run if it is longer.</param>
    public TimeScale(RunTimeline timeline, int width, TimeSpan longest)
    {
        Width = width;
        _periods = [.. PeriodsOf(timeline)];
        TimeSpan duration = longest > timeline.Duration ? longest : timeline.Duration;
        _secondsPerColumn = Math.Max(duration.TotalSeconds, 1) / Math.Max(width - (_periods.Length - 1), 1);
    }

    public int Width { get; }

    /// <summary>The columns of the times that are left out, with their durations.</summary>
    public IEnumerable<(int Column, TimeSpan Duration)> Breaks
    {
        get
        {
            for (int i = 1; i < _periods.Length; i++)
            {
                yield return (ColumnOf(_periods[i].Start) - 1, _periods[i].Start - _periods[i - 1].End);
            }
        }
    }

    /// <summary>The ticks of the axis, which count the time in which the run was in progress.</summary>
    /// <param name="room">The columns that a label needs.</param>
    public IEnumerable<(int Column, string Label)> Ticks(int room)
    {
        int step = Array.Find(s_steps, one => one / _secondsPerColumn >= room);
        if (step == 0)
        {
            // Steps of whole weeks.
            step = s_steps[s_steps.Length - 1] * (int)Math.Ceiling(room * _secondsPerColumn / 604_800);
        }

        for (long seconds = 0; ; seconds += step)
        {
            int column = Place(seconds);
            if (column >= Width)
            {
                yield break;
            }

            yield return (column, Label(seconds));
        }
    }

    /// <summary>The first column after a time, from 0 to the width.</summary>
    public int ColumnOf(DateTimeOffset time)
    {
        double before = 0;
        for (int i = 0; i < _periods.Length; i++)
        {
            (DateTimeOffset start, DateTimeOffset end) = _periods[i];
            if (time <= end || i == _periods.Length - 1)
            {
                double inside = Math.Max((time - start).TotalSeconds, 0);
                return Math.Min((int)Math.Round((before + inside) / _secondsPerColumn) + i, Width);
            }

            before += (end - start).TotalSeconds;
        }

        return Width;
    }

    // The columns of breaks that come before.
    private int Place(long seconds)
    {
        double left = seconds;
        int breaks = 0;
        while (breaks < _periods.Length - 1 && left >= Length(breaks))
        {
            left -= Length(breaks);
            breaks++;
        }

        return (int)Math.Round(seconds / _secondsPerColumn) + breaks;
    }

    private double Length(int period) => (_periods[period].End - _periods[period].Start).TotalSeconds;

    private static string Label(long seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time switch
        {
            { Ticks: 0 } => "0",
            { TotalDays: >= 1 } => Text($"{(int)time.TotalDays}d", time.Hours, "h"),
            { TotalHours: >= 1 } => Text($"{time.Hours}h", time.Minutes, "m"),
            { TotalMinutes: >= 1 } => Text($"{time.Minutes}m", time.Seconds, "s"),
            _ => seconds.ToString(CultureInfo.InvariantCulture) + "s",
        };
    }

    private static string Text(string whole, int part, string unit) =>
        part == 0 ? whole : whole + part.ToString("00", CultureInfo.InvariantCulture) + unit;

    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> PeriodsOf(RunTimeline timeline)
    {
        DateTimeOffset start = timeline.Start;
        DateTimeOffset end = timeline.Start;
        foreach (TimelineSegment segment in timeline.Segments)
        {
            if (segment.Start > end)
            {
                yield return (start, end);
                start = segment.Start;
            }

            end = segment.End;
        }

        yield return (start, end);
    }
}
