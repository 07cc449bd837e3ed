using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>The bars of a Gantt chart as SVG: a row for each task, with all its attempts. Positions and widths are
/// parts of the width of the plot, so that the bars fill any window.</summary>
/// <remarks>Setup, execution and cleanup differ in height, and the queue is an outline, so that nothing depends on
/// color.</remarks>
internal sealed class GanttChart(RunTimeline timeline, IReadOnlyList<ReportTask> tasks)
{
    public const int RowHeight = 26;
    public const int AxisHeight = 28;

    private const int MaxNamed = 300;

    private readonly TimeAxis _axis = new(timeline);

    public int PlotHeight => Math.Max(1, tasks.Count) * RowHeight;

    /// <summary>The labels of the axis.</summary>
    public Markup Axis()
    {
        var svg = new MarkupWriter();
        foreach ((double position, TimeSpan elapsed) in _axis.Ticks())
        {
            svg.Add($"""<text x="{Percent(position)}" dx="4" y="18">{TickText(elapsed)}</text>""");
        }

        return svg.ToMarkup();
    }

    /// <summary>The rows.</summary>
    public Markup Plot()
    {
        var svg = new MarkupWriter();
        svg.Add($"""<pattern id="rows" width="100%" height="{2 * RowHeight}" patternUnits="userSpaceOnUse">""");
        svg.Add($"""<rect class="row" y="{RowHeight}" width="100%" height="{RowHeight}"/></pattern>""");
        svg.Add($"""<rect width="100%" height="100%" fill="url(#rows)"/>""");

        foreach ((double position, TimeSpan _) in _axis.Ticks())
        {
            string x = Percent(position);
            svg.Add($"""<line class="grid" x1="{x}" x2="{x}" y1="0" y2="100%"/>""");
        }

        foreach ((double from, double to, TimeSpan duration) in _axis.Breaks)
        {
            AddBreak(svg, from, duration);
            AddBreak(svg, to, duration);
        }

        foreach (ReportTask task in tasks)
        {
            foreach (TaskAttempt attempt in task.Timeline.Attempts.Where(static one => one.Start is not null))
            {
                AddAttempt(svg, task, attempt);
            }
        }

        return svg.ToMarkup();
    }

    private static string Percent(double part) =>
        (part * 100).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + "%";

    private static string TickText(TimeSpan elapsed) => elapsed == TimeSpan.Zero ? "0" : DurationText.Of(elapsed)
        .Replace(" 00s", "").Replace(" 00m", "").Replace(" 00h", "").Replace(".0s", "s");

    private static void AddBreak(MarkupWriter svg, double position, TimeSpan duration)
    {
        string x = Percent(position);
        svg.Add($"""<line class="break" x1="{x}" x2="{x}" y1="0" y2="100%">""");
        svg.Add($"<title>No task ran for {DurationText.Of(duration)}</title></line>");
    }

    /// <summary>What an attempt is, for a tool tip.</summary>
    private string Describe(ReportTask task, TaskAttempt attempt)
    {
        string number = task.Timeline.Attempts.Count > 1
            ? $", attempt {attempt.AttemptNumber + 1} of {task.Timeline.Attempts.Count}"
            : "";
        IEnumerable<string> parts = attempt.Segments.Select(static segment =>
            $"{segment.Kind.ToString().ToLowerInvariant()} {DurationText.Of(segment.Duration)}");
        // In a large run, the name beside the bar is enough.
        string name = task.Timeline.Attempts.Count * tasks.Count > MaxNamed ? "Task" : task.Name;
        return $"{name}{number}: {ReportStatuses.Word(attempt.State)} after {DurationText.Of(attempt.Duration)} "
            + $"({string.Join(", ", parts)})";
    }

    private void AddAttempt(MarkupWriter svg, ReportTask task, TaskAttempt attempt)
    {
        int top = task.Index * RowHeight;
        svg.Add($"""<g class="{ReportStatuses.ClassOf(ReportStatuses.Of(attempt.Outcome))}">""");
        svg.Add($"<title>{Describe(task, attempt)}</title>");
        foreach (TimelineSegment segment in attempt.Segments)
        {
            (string name, int inset) = segment.Kind switch
            {
                TimelineSegmentKind.Queue => ("q", 10),
                TimelineSegmentKind.Setup => ("s", 9),
                TimelineSegmentKind.Cleanup => ("c", 9),
                _ => ("e", 6),
            };
            AddBar(svg, name, top + inset, RowHeight - (2 * inset), segment.Start, segment.End);
        }

        if (attempt.IsOnCriticalPath)
        {
            AddBar(svg, "on", top + 3, RowHeight - 6, attempt.Start!.Value, attempt.End!.Value);
        }

        svg.Add($"</g>");
    }

    private void AddBar(MarkupWriter svg, string name, int y, int height, DateTimeOffset start, DateTimeOffset end)
    {
        double from = _axis.PositionOf(start);
        string width = Percent(_axis.PositionOf(end) - from);
        svg.Add($"""<rect class="{name}" x="{Percent(from)}" y="{y}" width="{width}" height="{height}"/>""");
    }
}
