using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>Draws an attempt as a bar.</summary>
internal sealed class RunBar
{
    private readonly ChartGlyphs _glyphs;
    private readonly TimeScale _scale;
    private readonly (char Glyph, string? Color)[] _background;
    private readonly Dictionary<TaskAttempt, DateTimeOffset> _waits = [];

    public RunBar(RunTimeline timeline, TimeScale scale, ChartGlyphs glyphs, int labelRoom)
    {
        _glyphs = glyphs;
        _scale = scale;
        _background = [.. Enumerable.Repeat((' ', (string?)null), scale.Width)];
        foreach ((int column, _) in scale.Ticks(labelRoom))
        {
            _background[column] = (glyphs.Grid, ChartColors.Muted);
        }

        foreach ((int column, _) in scale.Breaks)
        {
            if (column >= 0 && column < scale.Width) _background[column] = (glyphs.Break, ChartColors.Muted);
        }

        DateTimeOffset before = timeline.Start;
        foreach (TaskAttempt attempt in timeline.Tasks
            .SelectMany(static task => task.Attempts)
            .Where(static attempt => attempt.IsOnCriticalPath)
            .OrderBy(static attempt => attempt.Start))
        {
            _waits.Add(attempt, before);
            before = attempt.End!.Value;
        }
    }

    /// <summary>The columns of an attempt; null for an empty row.</summary>
    public (char Glyph, string? Color)[] Draw(TaskAttempt? attempt)
    {
        var cells = ((char Glyph, string? Color)[])_background.Clone();
        if (attempt?.Start is null)
        {
            return cells;
        }

        if (_waits.TryGetValue(attempt, out DateTimeOffset before))
        {
            Fill(cells, before, attempt.Start.Value, _glyphs.Wait, ChartColors.Critical);
        }

        foreach (TimelineSegment segment in attempt.Segments)
        {
            Fill(cells, segment.Start, segment.End, _glyphs.Of(segment.Kind), ColorOf(segment.Kind, attempt.Outcome));
        }

        int start = _scale.ColumnOf(attempt.Start.Value);
        int end = _scale.ColumnOf(attempt.End!.Value);
        if (end <= start)
        {
            start = Math.Min(start, _scale.Width - 1);
            // Too short for a column: its longest part.
            TimelineSegmentKind kind = attempt.Segments.Count == 0
                ? TimelineSegmentKind.Execution
                : attempt.Segments.OrderByDescending(static segment => segment.Duration).First().Kind;
            cells[start] = (_glyphs.Of(kind), ColorOf(kind, attempt.Outcome));
            end = start + 1;
        }

        if (attempt.IsActive)
        {
            cells[end - 1] = (_glyphs.Growing, ColorOf(TimelineSegmentKind.Execution, attempt.Outcome));
        }

        return cells;
    }

    private static string ColorOf(TimelineSegmentKind kind, RunOutcome outcome) => kind switch
    {
        TimelineSegmentKind.Queue => ChartColors.Muted,
        TimelineSegmentKind.Setup => ChartColors.Setup,
        TimelineSegmentKind.Cleanup => ChartColors.Cleanup,
        _ => FormatFunctions.ColorOf(outcome.ToString()),
    };

    private void Fill(
        (char Glyph, string? Color)[] cells,
        DateTimeOffset start,
        DateTimeOffset end,
        char glyph,
        string color)
    {
        int last = _scale.ColumnOf(end);
        for (int column = _scale.ColumnOf(start); column < last; column++)
        {
            // A wait for a repair does not hide that time is left out.
            if (glyph != _glyphs.Wait || cells[column].Glyph != _glyphs.Break) cells[column] = (glyph, color);
        }
    }
}
