using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>Draws runs of a job side by side, on the same time scale.</summary>
internal sealed class RunComparison
{
    private const int MinRunWidth = 16;
    private const int LabelRoom = 8;

    private readonly RunTimeline[] _timelines;
    private readonly ChartOptions _options;
    private readonly ChartGlyphs _glyphs;
    private readonly ChartRow[] _rows;
    private readonly int _allTasks;
    private readonly int _labelRoom;
    private readonly int _runWidth;
    private readonly int _runsPerBlock;
    private readonly TimeScale[] _scales;

    /// <param name="timelines">The runs, newest first.</param>
    /// <param name="options">How to draw them.</param>
    public RunComparison(IReadOnlyList<RunTimeline> timelines, ChartOptions options)
    {
        // From left to right, as on every time axis.
        _timelines = [.. timelines.Reverse()];
        _options = options;
        _glyphs = options.Glyphs;
        List<ChartRow> rows = ChartRow.Of(_timelines);
        HashSet<string>? selected = options.Top is { } top ? ChartRow.Select(rows, top) : null;
        _allTasks = rows.Select(static row => row.TaskKey).Distinct().Count();
        _rows = [.. rows.Where(row => selected?.Contains(row.TaskKey) != false)];

        _labelRoom = Math.Min(
            _rows.Select(row => row.Label(_glyphs).Length).DefaultIfEmpty(0).Max(),
            options.Width / 4);
        int room = options.Width - _labelRoom;
        _runsPerBlock = Math.Min(Math.Max(room / (MinRunWidth + 3), 1), _timelines.Length);
        _runWidth = room / _runsPerBlock - 3;
        TimeSpan longest = _timelines.Max(static timeline => timeline.Duration);
        _scales = [.. _timelines.Select(timeline => new TimeScale(timeline, _runWidth, longest))];
    }

    /// <summary>The lines of the chart.</summary>
    public IEnumerable<string> Draw()
    {
        List<ChartLine> lines = [.. ChartHeader.Of(_timelines, _options), new ChartLine()];
        for (int first = 0; first < _timelines.Length; first += _runsPerBlock)
        {
            int[] runs = [.. Enumerable.Range(first, Math.Min(_runsPerBlock, _timelines.Length - first))];
            lines.AddRange(Block(runs));
            lines.Add(new ChartLine());
        }

        lines.AddRange(ChartLegend.Of(_timelines, _scales, _options));
        return lines.Select(line => line.Render(_options.Style));
    }

    private IEnumerable<ChartLine> Block(int[] runs)
    {
        yield return Beside("", runs.Select(run => Title(_timelines[run])));
        yield return Beside("", runs.Select(run => Times(_timelines[run])));
        ChartLine[][] axes = [.. runs.Select(run => ChartAxis.Of(_scales[run], _glyphs, LabelRoom).ToArray())];
        yield return Beside("", axes.Select(axis => Separator.Add(' ').Add(axis[0])));
        yield return Beside("", axes.Select(axis => Separator.Add(' ').Add(axis[1])));
        RunBar[] bars = [.. runs.Select(run => new RunBar(_timelines[run], _scales[run], _glyphs, LabelRoom))];
        foreach (ChartRow row in _rows)
        {
            yield return Beside(
                ChartText.Fit(row.Label(_glyphs), _labelRoom, _glyphs),
                runs.Select((run, i) => Cell(row.Attempts[run], bars[i])));
        }

        int rest = _allTasks - _rows.Select(static row => row.TaskKey).Distinct().Count();
        if (rest > 0)
        {
            yield return new ChartLine().Add($"{_glyphs.Ellipsis} {rest} more tasks", ChartColors.Muted);
        }
    }

    private ChartLine Title(RunTimeline timeline)
    {
        string state = timeline.Outcome.ToString();
        return Separator
            .Add(_glyphs.Of(timeline.Outcome, timeline.IsActive), FormatFunctions.ColorOf(state))
            .Add(' ')
            .Add(DisplayText.Minute(timeline.Start).Substring(5), ChartColors.Critical);
    }

    private ChartLine Times(RunTimeline timeline) => Separator
        .Add("  ")
        .Add(DisplayText.Duration(timeline.Duration))
        .Add(' ')
        .Add(
            ChartText.Fit(timeline.Outcome.ToString(), _runWidth - 10, _glyphs),
            FormatFunctions.ColorOf(timeline.Outcome.ToString()));

    private ChartLine Separator => new ChartLine().Add(_glyphs.Separator, ChartColors.Muted);

    private ChartLine Cell(TaskAttempt? attempt, RunBar bar)
    {
        ChartLine line = attempt?.IsOnCriticalPath == true
            ? new ChartLine().Add(_glyphs.Critical, ChartColors.Critical)
            : Separator;
        return (attempt is null
            ? line.Add(' ')
            : line.Add(_glyphs.Of(attempt.Outcome, attempt.IsActive), FormatFunctions.ColorOf(attempt.State)))
            .Add(bar.Draw(attempt));
    }

    private ChartLine Beside(string label, IEnumerable<ChartLine> cells)
    {
        ChartLine line = new ChartLine().Add(label).PadTo(_labelRoom);
        foreach (ChartLine cell in cells)
        {
            int start = line.Length;
            line.Add(' ').Add(cell).PadTo(start + _runWidth + 3);
        }

        return line;
    }
}
