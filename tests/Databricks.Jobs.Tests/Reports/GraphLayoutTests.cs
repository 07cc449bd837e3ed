using Databricks.Jobs.Reports;

namespace Databricks.Jobs.Tests.Reports;

public sealed class GraphLayoutTests
{
    [Fact]
    public void A_node_is_in_the_layer_of_its_longest_path()
    {
        // 0 -> 1 -> 2 -> 4, 0 -> 4, 3
        var layout = new GraphLayout(5, [(0, 1), (1, 2), (2, 4), (0, 4)]);

        Assert.Equal([0, 1, 2, 0, 3], Enumerable.Range(0, 5).Select(node => layout[node].Layer));
        Assert.Equal(4, layout.LayerCount);
    }

    [Fact]
    public void Edges_that_need_not_cross_do_not()
    {
        // 0 and 1 before 2 and 3, crosswise: 0 -> 3, 1 -> 2.
        var layout = new GraphLayout(4, [(0, 3), (1, 2)]);

        Assert.Equal(layout[0].Row < layout[1].Row, layout[3].Row < layout[2].Row);
    }

    [Fact]
    public void Nodes_of_a_layer_are_at_least_a_row_apart()
    {
        (int, int)[] edges = [.. Enumerable.Range(1, 50).SelectMany(i => new[] { (0, i), (i, 51 + (i % 7)) })];
        var layout = new GraphLayout(58, edges);

        foreach (IGrouping<int, double> layer in Enumerable.Range(0, 58)
            .GroupBy(node => layout[node].Layer, node => layout[node].Row))
        {
            double[] rows = [.. layer.Order()];
            Assert.All(rows.Skip(1).Zip(rows), pair => Assert.True(pair.First - pair.Second >= 1 - 1e-9));
        }
    }

    [Fact]
    public void The_middle_of_a_fan_is_beside_it()
    {
        var layout = new GraphLayout(5, [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4)]);

        Assert.Equal(layout[2].Row, layout[0].Row, 6);
        Assert.Equal(layout[2].Row, layout[4].Row, 6);
        Assert.Equal(3, layout.RowCount, 6);
    }

    [Fact]
    public void A_cycle_is_drawn_without_its_last_edge()
    {
        var layout = new GraphLayout(3, [(0, 1), (1, 2), (2, 0), (1, 1)]);

        Assert.Equal(2, layout.Edges.Count);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(node => layout[node].Layer));
    }

    [Fact]
    public void An_empty_graph_has_no_rows() => Assert.Equal(0, new GraphLayout(0, []).RowCount);

    [Fact]
    public void A_long_edge_goes_through_each_layer()
    {
        var layout = new GraphLayout(4, [(0, 1), (1, 2), (2, 3), (0, 3)]);

        IReadOnlyList<GraphLayout.Place> edge = Assert.Single(layout.Edges, one => one.Count == 4);
        Assert.Equal([0, 1, 2, 3], edge.Select(place => place.Layer));
    }
}
