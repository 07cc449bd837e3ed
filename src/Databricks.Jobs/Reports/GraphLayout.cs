namespace Databricks.Jobs.Reports;

/// <summary>Places the nodes of a directed graph in layers, from left to right (after Sugiyama): the layer of a node
/// is the length of the longest path to it, and nodes of a layer are ordered by the mean place of their neighbors.
/// </summary>
internal sealed class GraphLayout
{
    // Further sweeps hardly change the order.
    private const int Sweeps = 8;

    // Each layer that an edge crosses takes a place. With more than these, edges go straight through.
    private const int MaxPlaces = 6000;

    private readonly List<Place> _places = [];
    private readonly List<List<Place>> _layers = [];

    /// <param name="nodeCount">The number of nodes.</param>
    /// <param name="edges">Edges between nodes. Those of a cycle that lead backward in the order of nodes are left out.
    /// </param>
    public GraphLayout(int nodeCount, IReadOnlyCollection<(int From, int To)> edges)
    {
        (int From, int To)[] forward = [.. edges.Where(static edge => edge.From < edge.To).Distinct()];
        int[] layers = new int[nodeCount];
        foreach ((int from, int to) in forward.OrderBy(static edge => edge.To))
        {
            layers[to] = Math.Max(layers[to], layers[from] + 1);
        }

        for (int node = 0; node < nodeCount; node++) AddPlace(layers[node]);
        bool hasRoom = nodeCount + forward.Sum(edge => layers[edge.To] - layers[edge.From] - 1) <= MaxPlaces;
        foreach ((int from, int to) in forward) Edges.Add(Route(from, to, hasRoom));
        for (int sweep = 0; sweep < Sweeps; sweep++) Order(isForward: sweep % 2 == 0);
        for (int sweep = 0; sweep < Sweeps; sweep++) Align(isForward: sweep % 2 == 0);
        double top = _places.Count > 0 ? _places.Min(static place => place.Row) : 0;
        _places.ForEach(place => place.Row -= top);
    }

    /// <summary>The number of layers.</summary>
    public int LayerCount => _layers.Count;

    /// <summary>The height of the tallest layer, in rows.</summary>
    public double RowCount => _places.Count > 0 ? _places.Max(static place => place.Row) + 1 : 0;

    /// <summary>The edges, each as the places that it goes through.</summary>
    public List<IReadOnlyList<Place>> Edges { get; } = [];

    /// <summary>The place of a node.</summary>
    public Place this[int node] => _places[node];

    private Place AddPlace(int layer)
    {
        while (_layers.Count <= layer) _layers.Add([]);
        var place = new Place(layer, _places.Count);
        place.Row = _layers[layer].Count;
        _places.Add(place);
        _layers[layer].Add(place);
        return place;
    }

    private List<Place> Route(int from, int to, bool throughPlaces)
    {
        var route = new List<Place> { _places[from] };
        for (int layer = _places[from].Layer + 1; throughPlaces && layer < _places[to].Layer; layer++)
        {
            route.Add(AddPlace(layer));
        }

        route.Add(_places[to]);
        for (int i = 1; i < route.Count; i++)
        {
            route[i - 1].After.Add(route[i]);
            route[i].Before.Add(route[i - 1]);
        }

        return route;
    }

    private void Order(bool isForward)
    {
        foreach (List<Place> layer in isForward ? _layers : Enumerable.Reverse(_layers))
        {
            Place[] ordered =
                [.. layer.OrderBy(place => place.MeanRow(isForward)).ThenBy(static place => place.Row)];
            layer.Clear();
            layer.AddRange(ordered);
            for (int row = 0; row < layer.Count; row++) layer[row].Row = row;
        }
    }

    /// <summary>Moves the places of each layer to their neighbors, without changing their order.</summary>
    private void Align(bool isForward)
    {
        foreach (List<Place> layer in isForward ? _layers : Enumerable.Reverse(_layers))
        {
            double[] down = new double[layer.Count];
            double[] up = new double[layer.Count];
            for (int i = 0; i < layer.Count; i++)
            {
                double wanted = layer[i].MeanRow(isForward);
                down[i] = i == 0 ? wanted : Math.Max(wanted, down[i - 1] + 1);
            }

            for (int i = layer.Count - 1; i >= 0; i--)
            {
                double wanted = layer[i].MeanRow(isForward);
                up[i] = i == layer.Count - 1 ? wanted : Math.Min(wanted, up[i + 1] - 1);
            }

            // Both keep the distances, and so does their mean.
            for (int i = 0; i < layer.Count; i++) layer[i].Row = (down[i] + up[i]) / 2;
        }
    }

    /// <summary>A node, or a layer that an edge crosses.</summary>
    internal sealed class Place(int layer, int index)
    {
        public int Layer { get; } = layer;

        /// <summary>The node, if there is a node with this number.</summary>
        public int Index { get; } = index;

        /// <summary>The vertical position; 1 is the distance between two nodes.</summary>
        public double Row { get; set; }

        public List<Place> Before { get; } = [];

        public List<Place> After { get; } = [];

        /// <summary>The mean position of the neighbors on one side; its own if there are none.</summary>
        public double MeanRow(bool before)
        {
            List<Place> neighbors = before ? Before : After;
            return neighbors.Count > 0 ? neighbors.Average(static place => place.Row) : Row;
        }
    }
}
