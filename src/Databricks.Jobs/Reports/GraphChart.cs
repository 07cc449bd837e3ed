using System.Globalization;

namespace Databricks.Jobs.Reports;

/// <summary>The task graph as SVG.</summary>
internal sealed class GraphChart
{
    private const int Width = 208;
    private const int Height = 44;
    private const int RowHeight = 58;
    private const int LayerWidth = 272;
    private const int Margin = 16;
    private const int MaxLetters = 18;

    // More whole names would make a large page larger.
    private const int MaxNamed = 300;

    private readonly GraphNodes _nodes;
    private readonly GraphLayout _layout;

    public GraphChart(IReadOnlyList<ReportTask> tasks)
    {
        _nodes = GraphNodes.Of(tasks);
        _layout = new GraphLayout(_nodes.Nodes.Count, _nodes.Edges);
    }

    /// <summary>Whether there are dependencies to show.</summary>
    public bool HasEdges => _nodes.Edges.Count > 0;

    /// <summary>The complete element.</summary>
    public Markup Svg()
    {
        int width = ((_layout.LayerCount - 1) * LayerWidth) + Width + (2 * Margin);
        double height = ((_layout.RowCount - 1) * RowHeight) + Height + (2 * Margin);
        var svg = new MarkupWriter();
        svg.Add($"""
            <svg class="graph-plot" role="group" aria-label="Task graph" width="{width}" height="{height}"
            """);
        svg.Add($""" viewBox="0 0 {width} {height}">""");
        // What is critical is drawn last, above the others.
        foreach (IReadOnlyList<GraphLayout.Place> edge in _layout.Edges.OrderBy(IsCritical)) AddEdge(svg, edge);
        for (int node = 0; node < _nodes.Nodes.Count; node++) AddNode(svg, _nodes.Nodes[node], _layout[node]);
        return svg.Add($"</svg>").ToMarkup();
    }

    private static double X(GraphLayout.Place place) => Margin + (place.Layer * LayerWidth);

    private static double Middle(GraphLayout.Place place) => Margin + (place.Row * RowHeight) + (Height / 2.0);

    // The service has no node for each task of a group, so the text says how many there are.
    private static (string Name, string Detail) TextOf(ReportTask[] tasks)
    {
        if (tasks.Length == 1) return (tasks[0].Name, tasks[0].Summary);
        TimeSpan? longest = tasks.Max(static task => task.Duration);
        return ($"{tasks[0].Name} …", tasks.Length.ToString(CultureInfo.InvariantCulture) + " tasks, "
            + ReportStatuses.Word(tasks[0].Timeline.State).ToLowerInvariant()
            + (longest is null ? "" : ", up to " + DurationText.Of(longest)));
    }

    // Beginning and end distinguish names.
    private static string Fit(string text)
    {
        int[] letters = StringInfo.ParseCombiningCharacters(text);
        if (letters.Length <= MaxLetters) return text;
        return text.Substring(0, letters[10]) + "…" + text.Substring(letters[letters.Length - 7]);
    }

    private bool IsCritical(IReadOnlyList<GraphLayout.Place> edge)
    {
        ReportTask from = _nodes.Nodes[edge[0].Index][0];
        ReportTask to = _nodes.Nodes[edge[edge.Count - 1].Index][0];
        return from.Timeline.IsOnCriticalPath && to.Timeline.IsOnCriticalPath;
    }

    private void AddEdge(MarkupWriter svg, IReadOnlyList<GraphLayout.Place> edge)
    {
        svg.Add($"""<path class="edge{(IsCritical(edge) ? " on" : "")}" d="M{X(edge[0]) + Width} {Middle(edge[0])}""");
        for (int i = 1; i < edge.Count; i++)
        {
            double from = X(edge[i - 1]) + Width;
            double to = X(edge[i]);
            double half = (from + to) / 2;
            svg.Add($"C{half} {Middle(edge[i - 1])} {half} {Middle(edge[i])} {to} {Middle(edge[i])}");
            if (i < edge.Count - 1) svg.Add($"H{to + Width}");
        }

        svg.Add($"\"/>");
    }

    private void AddNode(MarkupWriter svg, ReportTask[] tasks, GraphLayout.Place place)
    {
        (string name, string detail) = TextOf(tasks);
        string status = ReportStatuses.ClassOf(tasks[0].Status);
        string crit = tasks[0].Timeline.IsOnCriticalPath ? " crit" : "";
        double y = Middle(place) - (Height / 2.0);
        svg.Add($"""<a class="node {status}{crit}" href="#{tasks[0].Anchor}">""");
        // In a large graph, the name that the node shows. A link has no name without it.
        svg.Add($"<title>{(_nodes.Nodes.Count <= MaxNamed ? $"{name}: {detail}" : Fit(name))}</title>");
        svg.Add($"""<svg x="{X(place)}" y="{y}" width="{Width}" height="{Height}">""");
        svg.Add($"""<rect x="1" y="1" width="{Width - 2}" height="{Height - 2}" rx="6"/>""");
        svg.Add($"""<use class="{status}" href="#{status}" x="10" y="14" width="16" height="16"/>""");
        svg.Add($"""<text x="34" y="19">{Fit(name)}</text><text class="sub" x="34" y="34">{detail}</text></svg></a>""");
    }
}
