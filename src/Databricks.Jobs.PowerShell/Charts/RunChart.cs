using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>Draws a run as a Gantt chart of its tasks in text.</summary>
internal sealed class RunChart
{
    private const int DurationRoom = 7;

    // In narrower charts, the glyph alone shows the state.
    private const int MinWidthForState = 100;

    // Columns from one label of the axis to the next.
    private const int LabelRoom = 9;

    private readonly RunTimeline _timeline;
    private readonly ChartOptions _options;
    private readonly ChartGlyphs _glyphs;
    private readonly List<ChartRow> _rows;
    private readonly HashSet<string>? _selected;
    private readonly TimeScale _scale;
    private readonly RunBar _bar;
    private readonly int _chartColumn;
    private readonly int _stateColumn;
    private readonly int _stateRoom;

    public RunChart(RunTimeline timeline, ChartOptions options)
    {
        _timeline = timeline;
        _options = options;
        _glyphs = options.Glyphs;
        List<ChartRow> rows = ChartRow.Of([timeline]);
        _selected = options.Top is { } top ? ChartRow.Select(rows, top) : null;
        _rows = [.. rows.Where(row => _selected?.Contains(row.TaskKey) != false)];

        int labelRoom = Math.Min(
            _rows.Select(row => row.Label(_glyphs).Length).DefaultIfEmpty(0).Max(),
            options.Width * 3 / 10);
        _stateRoom = options.Width < MinWidthForState
            ? 0
            : _rows.Select(static row => StateOf(row.First!).Length + 2).DefaultIfEmpty(0).Max();
        _chartColumn = 3 + labelRoom + 1;
        int width = options.Width - _chartColumn - _stateRoom - 1 - DurationRoom;
        _stateColumn = _chartColumn + width;
        _scale = new TimeScale(timeline, width, TimeSpan.Zero);
        _bar = new RunBar(timeline, _scale, _glyphs, LabelRoom);
    }

    /// <summary>The lines of the chart.</summary>
    public IEnumerable<string> Draw() =>
        ChartHeader.Of(_timeline, _options)
            .Append(new ChartLine())
            .Concat(Axis())
            .Concat(_rows.Select(Row))
            .Concat(Rest())
            .Append(new ChartLine())
            .Concat(ChartLegend.Of([_timeline], [_scale], _options))
            .Select(line => line.Render(_options.Style));

    private IEnumerable<ChartLine> Axis() => ChartAxis.Of(_scale, _glyphs, LabelRoom)
        .Select(part => new ChartLine().PadTo(_chartColumn).Add(part));

    private ChartLine Row(ChartRow row)
    {
        TaskAttempt attempt = row.First!;
        string color = FormatFunctions.ColorOf(attempt.State);
        string? nameColor = attempt.IsOnCriticalPath ? ChartColors.Critical : null;
        ChartLine line = new ChartLine()
            .Add(attempt.IsOnCriticalPath ? _glyphs.Critical : ' ', ChartColors.Critical)
            .Add(_glyphs.Of(attempt.Outcome, attempt.IsActive), color)
            .Add(' ')
            .Add(ChartText.Fit(row.Label(_glyphs), _chartColumn - 4, _glyphs), nameColor)
            .PadTo(_chartColumn)
            .Add(_bar.Draw(attempt));
        if (attempt.Start is null)
        {
            // The bar is empty, so there is room for the reason in narrow charts too.
            return _stateRoom > 0
                ? line.PadTo(_stateColumn + 2).Add(StateOf(attempt), color)
                : line.Replace(_chartColumn, ChartText.Fit(StateOf(attempt), _scale.Width, _glyphs), color);
        }

        if (_stateRoom > 0)
        {
            line.PadTo(_stateColumn + 2).Add(StateOf(attempt), color);
        }

        return line.AddUpTo(_options.Width, DisplayText.Duration(attempt.Duration));
    }

    private IEnumerable<ChartLine> Rest()
    {
        if (_selected is null || _selected.Count == _timeline.Tasks.Count)
        {
            yield break;
        }

        TaskTimeline[] rest = [.. _timeline.Tasks.Where(task => !_selected.Contains(task.TaskKey))];
        string states = string.Join(", ", rest
            .GroupBy(static task => task.State)
            .OrderByDescending(static group => group.Count())
            .Select(static group => $"{group.Count()} {group.Key}"));
        string text = $"   {_glyphs.Ellipsis} {rest.Length} more tasks: {states}";
        yield return new ChartLine().Add(ChartText.Fit(text, _options.Width, _glyphs), ChartColors.Muted);
    }

    /// <summary>The state of an attempt, with the iterations of a for-each task.</summary>
    private static string StateOf(TaskAttempt attempt) =>
        attempt.Task.ForEachTask?.Stats?.TaskRunStats is { TotalIterations: > 0 } stats
            ? $"{attempt.State} {stats.CompletedIterations ?? 0}/{stats.TotalIterations}"
            : attempt.State;
}
