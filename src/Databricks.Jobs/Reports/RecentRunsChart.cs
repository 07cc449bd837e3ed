using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Reports;

/// <summary>The latest runs of a job as bars: the height is the duration, the color and the symbol the result.
/// </summary>
internal sealed class RecentRunsChart
{
    private const int Slot = 30;
    private const int BarWidth = 18;
    private const int BarTop = 20;
    private const int BarHeight = 84;
    private const int Left = 64;

    private readonly IReadOnlyList<ListedRun> _runs;
    private readonly long? _current;

    /// <param name="runs">The runs, newest first.</param>
    /// <param name="current">The ID of the run that the report is about.</param>
    /// <param name="now">The current time, for active runs.</param>
    public RecentRunsChart(IEnumerable<BaseRun> runs, long? current, DateTimeOffset now)
    {
        _runs = [.. runs.Reverse().Select(run => new ListedRun(run, now))];
        _current = current;
        TimeSpan[] ended = [.. _runs.Where(static run => run.Outcome.IsFinished)
            .Select(static run => run.Duration).OfType<TimeSpan>().OrderBy(static duration => duration)];
        Median = ended.Length > 0 ? ended[ended.Length / 2] : null;
    }

    public int Count => _runs.Count;

    /// <summary>The median duration of the runs that have ended; null if none has.</summary>
    public TimeSpan? Median { get; }

    /// <summary>The numbers of runs by result, such as <c>9 succeeded, 1 failed</c>.</summary>
    public string Summary => string.Join(", ", _runs
        .GroupBy(static run => run.Status)
        .OrderByDescending(static group => group.Count())
        .Select(static group => $"{group.Count()} {ReportStatuses.HeadingOf(group.Key).ToLowerInvariant()}"));

    /// <summary>The complete element.</summary>
    public Markup Svg()
    {
        double longest = Math.Max(1, _runs.Max(static run => run.Duration?.TotalSeconds ?? 0));
        int width = Left + (_runs.Count * Slot) + 8;
        var svg = new MarkupWriter();
        svg.Add($"""<svg class="bars" role="group" aria-label="Durations of the latest runs" width="{width}" """);
        svg.Add($"""height="{BarTop + BarHeight + 28}" viewBox="0 0 {width} {BarTop + BarHeight + 28}">""");
        svg.Add($"""<text x="{Left - 10}" y="{BarTop + 8}" text-anchor="end">""");
        svg.Add($"{DurationText.Of(TimeSpan.FromSeconds(longest))}</text>");
        if (Median is { } median && median.TotalSeconds < longest * 0.85)
        {
            double y = BarTop + BarHeight - (BarHeight * median.TotalSeconds / longest);
            svg.Add($"""<line class="median" x1="{Left - 4}" x2="{width - 8}" y1="{y}" y2="{y}"/>""");
            svg.Add($"""<text x="{Left - 10}" y="{y + 4}" text-anchor="end">{DurationText.Of(median)}</text>""");
        }

        for (int i = 0; i < _runs.Count; i++) AddRun(svg, _runs[i], Left + (i * Slot), longest);
        return svg.Add($"</svg>").ToMarkup();
    }

    /// <summary>The runs as rows of a table, newest first.</summary>
    public Markup Rows()
    {
        var rows = new MarkupWriter();
        foreach (ListedRun run in _runs.Reverse())
        {
            rows.Add($"<tr><th scope=\"row\">{Link(run)}</th><td>{ReportStatuses.Word(run.Outcome.ToString())}</td>");
            rows.Add($"<td class=\"num\">{DurationText.Of(run.Duration)}</td>");
            rows.Add($"<td class=\"num\">{ReportTime.Element(run.Run.StartTime)}");
            rows.Add($"</td></tr>");
        }

        return rows.ToMarkup();
    }

    private static Markup Link(ListedRun run) => run.Url.Length > 0
        ? Markup.Of($"<a href=\"{run.Url}\">Run {run.Run.RunId ?? 0}</a>")
        : Markup.Of($"Run {run.Run.RunId ?? 0}");

    private void AddRun(MarkupWriter svg, ListedRun run, int x, double longest)
    {
        double height = Math.Max(3, BarHeight * (run.Duration?.TotalSeconds ?? 0) / longest);
        string status = ReportStatuses.ClassOf(run.Status);
        bool isLink = run.Url.Length > 0 && run.Run.RunId != _current;
        string label = $"Run {run.Run.RunId}, {ReportStatuses.Word(run.Outcome.ToString()).ToLowerInvariant()}, "
            + $"{DurationText.Of(run.Duration)}{(run.Run.StartTime is { } start ? ", " + ReportTime.Of(start) : "")}";
        svg.Add(isLink
            ? Markup.Of($"<a class=\"{status}\" href=\"{run.Url}\" aria-label=\"{label}\">")
            : Markup.Of($"<g class=\"{status}\">"));
        double y = BarTop + BarHeight - height;
        svg.Add($"""<title>{label}</title><rect class="bar" x="{x}" y="{y}" width="{BarWidth}" height="{height}"/>""");
        svg.Add($"""<use href="#{status}" x="{x + 2}" y="{BarTop + BarHeight + 5}" width="14" height="14"/>""");
        svg.Add(isLink ? Markup.Of($"</a>") : Markup.Of($"</g>"));
        if (run.Run.RunId != _current) return;
        double tip = y - 4;
        svg.Add($"""<path class="this" d="M{x + 4} {tip - 6}h10l-5 6z"><title>This run</title></path>""");
    }

    private sealed class ListedRun(BaseRun run, DateTimeOffset now)
    {
        public BaseRun Run { get; } = run;

        public RunOutcome Outcome { get; } = RunOutcome.Of(run);

        public ReportStatus Status => ReportStatuses.Of(Outcome);

        public TimeSpan? Duration { get; } = RunDuration.Of(run, now);

        public string Url { get; } = MarkupText.Url(RunUrl.Of(run));
    }
}
