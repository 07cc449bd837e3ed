namespace Databricks.Jobs.Reports;

/// <content>The graph, the Gantt chart and the latest runs.</content>
internal sealed partial class HtmlReport
{
    private static readonly Markup s_legend = new("""
        <ul class="legend">
        <li><svg class="skip" aria-hidden="true"><rect class="q" x="1" y="5" width="20" height="5"/></svg>
        queue</li>
        <li><svg class="skip" aria-hidden="true"><rect class="s" x="1" y="3" width="20" height="8"/></svg>
        setup, cleanup</li>
        <li><svg class="skip" aria-hidden="true"><rect class="e" x="1" y="0" width="20" height="14"/></svg>
        execution</li>
        <li><svg aria-hidden="true"><rect class="on" x="1" y="1" width="20" height="12"/></svg>
        critical path: what determined the duration</li>
        </ul>
        """);

    private Markup Graph()
    {
        var chart = new GraphChart(_tasks);
        if (!chart.HasEdges) return Markup.None;
        return Markup.Of($"""
            <section data-live="graph"><h2 id="graph-title">Task graph</h2>
            <a class="skip-link" href="#{GanttId}">Skip the graph</a>
            <div class="scroll tall graph" role="region" tabindex="0" aria-labelledby="graph-title">{chart.Svg()}</div>
            </section>
            """);
    }

    private Markup Gantt()
    {
        var chart = new GanttChart(_timeline, _tasks);
        var html = new MarkupWriter();
        html.Add($"""
            <section class="long" id="{GanttId}" data-live="gantt"><h2 id="gantt-title">Timeline</h2>
            <a class="skip-link" href="#{TasksId}">Skip the timeline</a>
            <div class="scroll tall" role="region" tabindex="0" aria-labelledby="gantt-title"><div class="gantt-grid">
            <div class="corner">Task</div>
            <svg class="axis" height="{GanttChart.AxisHeight}" role="img" aria-label="Time since the start of the run">
            """);
        html.Add($"{chart.Axis()}</svg><ol class=\"names\">");
        foreach (ReportTask task in _tasks)
        {
            string critical = task.Timeline.IsOnCriticalPath ? "crit" : "plain";
            html.Add($"<li class=\"{critical}\"><a href=\"#{task.Anchor}\"");
            if (!IsLarge) html.Add($" title=\"{task.Name}\"");
            html.Add($">{HtmlPage.Icon(task.Status)}<span class=\"name\">{task.Name}</span>");
            html.Add($"<span class=\"hidden\">, {ReportStatuses.Word(task.Timeline.State)}</span>");
            html.Add($"<small class=\"num\">{DurationText.Of(task.Duration)}</small></a></li>");
        }

        html.Add($"""
            </ol><svg class="plot" height="{chart.PlotHeight}" role="img" aria-label="Gantt chart of the tasks">
            """);
        return html.Add($"{chart.Plot()}</svg></div></div>{s_legend}</section>").ToMarkup();
    }

    private Markup RecentRuns()
    {
        // One bar has nothing to compare it with.
        if (_report.RecentRuns.Count < 2) return Markup.None;
        var chart = new RecentRunsChart(_report.RecentRuns, Run.RunId, _report.CreatedAt);
        string median = chart.Median is { } duration ? $"; median duration {DurationText.Of(duration)}" : "";
        return Markup.Of($"""
            <section data-live="recent"><h2 id="recent-title">Latest runs of the job</h2>
            <p class="quiet">The last {chart.Count}: {chart.Summary}{median}.</p>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="recent-title">{chart.Svg()}</div>
            <details id="recent-table"><summary>As a table</summary>
            <div class="scroll" role="region" tabindex="0" aria-label="Latest runs"><table><thead><tr>
            <th scope="col">Run</th><th scope="col">Result</th><th scope="col" class="num">Duration</th>
            <th scope="col" class="num">Started</th></tr></thead><tbody>{chart.Rows()}</tbody></table></div>
            </details></section>
            """);
    }
}
