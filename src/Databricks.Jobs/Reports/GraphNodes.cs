namespace Databricks.Jobs.Reports;

/// <summary>The nodes of the task graph. Many tasks with the same neighbors and the same status are one node, so that a
/// job that loads hundreds of tables stays readable.</summary>
internal sealed class GraphNodes
{
    // Fewer tasks are easier to read one by one.
    private const int MinGroup = 8;

    private GraphNodes(IReadOnlyList<ReportTask[]> nodes, IReadOnlyCollection<(int From, int To)> edges)
    {
        Nodes = nodes;
        Edges = edges;
    }

    /// <summary>The tasks of each node, in the order of the graph.</summary>
    public IReadOnlyList<ReportTask[]> Nodes { get; }

    public IReadOnlyCollection<(int From, int To)> Edges { get; }

    public static GraphNodes Of(IReadOnlyList<ReportTask> tasks)
    {
        var byKey = tasks.ToDictionary(static task => task.Timeline.TaskKey, StringComparer.Ordinal);
        (ReportTask From, ReportTask To)[] edges =
        [
            .. tasks.SelectMany(task => task.Timeline.DependsOn
                .Where(byKey.ContainsKey)
                .Select(key => (byKey[key], task))),
        ];
        ILookup<int, int> before = edges.ToLookup(static edge => edge.To.Index, static edge => edge.From.Index);
        ILookup<int, int> after = edges.ToLookup(static edge => edge.From.Index, static edge => edge.To.Index);
        ReportTask[][] nodes =
        [
            .. tasks
                .GroupBy(task => (
                    task.Status,
                    task.Timeline.IsOnCriticalPath,
                    string.Join(",", before[task.Index].OrderBy(static index => index)),
                    string.Join(",", after[task.Index].OrderBy(static index => index))))
                .SelectMany(static group => group.Count() >= MinGroup && !group.Key.IsOnCriticalPath
                    ? [[.. group]]
                    : group.Select(static task => new[] { task }))
                .OrderBy(static node => node[0].Index),
        ];
        int[] nodeOf = new int[tasks.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            foreach (ReportTask task in nodes[i]) nodeOf[task.Index] = i;
        }

        return new GraphNodes(
            nodes,
            [.. edges.Select(edge => (nodeOf[edge.From.Index], nodeOf[edge.To.Index])).Distinct()]);
    }
}
