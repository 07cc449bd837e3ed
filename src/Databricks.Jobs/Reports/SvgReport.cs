using System.Globalization;

namespace Databricks.Jobs.Reports;

/// <summary>The Gantt chart of a run as an image of its own.</summary>
internal static class SvgReport
{
    private const int Width = 1200;
    private const int LabelWidth = 260;
    private const int TitleHeight = 44;
    private const int LegendHeight = 34;
    private const int MaxLetters = 30;

    private static readonly Lazy<string> s_style = new(static () => HtmlPage.Read("chart.css"));

    public static string Of(RunReport report)
    {
        IReadOnlyList<ReportTask> tasks = ReportTask.Of(report.Timeline, report.Outputs);
        var chart = new GanttChart(report.Timeline, tasks);
        int top = TitleHeight + GanttChart.AxisHeight;
        int height = top + chart.PlotHeight + LegendHeight;
        int plotWidth = Width - LabelWidth - 16;
        string name = string.IsNullOrWhiteSpace(report.Run.RunName) ? "Untitled" : report.Run.RunName!;
        string state = ReportStatuses.Word(report.Timeline.Outcome.ToString());
        var svg = new MarkupWriter();
        svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" """);
        svg.Add($"""viewBox="0 0 {Width} {height}" role="img" aria-labelledby="title">""");
        svg.Add($"""<title id="title">{name}: {state}</title><style>{new Markup(s_style.Value)}</style>""");
        svg.Add($"""<rect class="page" width="100%" height="100%"/>""");
        svg.Add($"""<text class="t" x="16" y="28">{Fit(name, 60)}</text>""");
        svg.Add($"""<text class="n" x="{Width - 16}" y="28" text-anchor="end">{Facts(report, state)}</text>""");
        svg.Add($"""<svg class="axis" x="{LabelWidth}" y="{TitleHeight}" width="{plotWidth}" """);
        svg.Add($"""height="{GanttChart.AxisHeight}">{chart.Axis()}</svg>""");
        foreach (ReportTask task in tasks)
        {
            int y = top + (task.Index * GanttChart.RowHeight) + 17;
            string critical = task.Timeline.IsOnCriticalPath ? "crit" : "plain";
            svg.Add($"""<text class="{critical}" x="16" y="{y}">{Mark(task.Status)} """);
            svg.Add($"{Fit(task.Name, MaxLetters)}</text>");
        }

        svg.Add($"""<svg class="plot" x="{LabelWidth}" y="{top}" width="{plotWidth}" height="{chart.PlotHeight}">""");
        svg.Add($"{chart.Plot()}</svg>");
        svg.Add($"""<text class="n" x="16" y="{height - 12}">Outline: queue. Light: setup and cleanup. Solid: """);
        return svg.Add($"execution. Frame: critical path.</text></svg>\n").ToString();
    }

    private static string Facts(RunReport report, string state) =>
        $"{state} after {DurationText.Of(report.Timeline.Duration)}, started {ReportTime.Of(report.Timeline.Start)}";

    // Text, because an image has no room for a legend of symbols.
    private static string Mark(ReportStatus status) => status switch
    {
        ReportStatus.Failed => "✕",
        ReportStatus.Running => "▶",
        ReportStatus.Waiting => "○",
        ReportStatus.Skipped => "–",
        _ => "✓",
    };

    private static string Fit(string text, int maxLetters)
    {
        int[] letters = StringInfo.ParseCombiningCharacters(text);
        return letters.Length <= maxLetters ? text : text.Substring(0, letters[maxLetters - 1]) + "…";
    }
}
