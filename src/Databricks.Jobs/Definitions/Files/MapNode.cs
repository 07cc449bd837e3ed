namespace Databricks.Jobs.Definitions.Files;

/// <summary>Keys and values, in the order of the file. Each key occurs once.</summary>
internal sealed class MapNode : DefinitionNode
{
    // Most objects have a few keys, for which a search is faster than a table.
    private const int SmallCount = 8;

    private readonly Dictionary<string, MapEntry>? _byKey;

    /// <param name="entries">The keys and values.</param>
    /// <param name="location">Where it starts.</param>
    public MapNode(IReadOnlyList<MapEntry> entries, SourceLocation location)
        : base(location)
    {
        Entries = entries;
        long weight = 1;
        foreach (MapEntry entry in entries)
        {
            weight += entry.Value.Weight;
        }

        Weight = (int)Math.Min(weight, int.MaxValue);
        if (entries.Count > SmallCount)
        {
            _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        }
    }

    public IReadOnlyList<MapEntry> Entries { get; }

    /// <inheritdoc/>
    public override int Weight { get; }

    /// <inheritdoc/>
    public override string Description => "an object with keys";

    /// <summary>The entry of a key; null if it does not exist.</summary>
    public MapEntry? Entry(string key)
    {
        if (_byKey is not null)
        {
            return _byKey.TryGetValue(key, out MapEntry? found) ? found : null;
        }

        foreach (MapEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The value of a key; null if it does not exist or is null.</summary>
    public DefinitionNode? Find(string key) => Entry(key)?.Value is { } value and not ScalarNode { IsNull: true }
        ? value
        : null;

    /// <summary>The value of a key, which must be an object; null if it does not exist or is null.</summary>
    /// <exception cref="JobDefinitionException">It is something else.</exception>
    public MapNode? FindMap(string key) => Find(key) switch
    {
        null => null,
        MapNode map => map,
        var other => throw other.Fault($"{key}: expected an object with keys, found {other.Description}."),
    };

    /// <summary>The value of a key, which must be a list; null if it does not exist or is null.</summary>
    /// <exception cref="JobDefinitionException">It is something else.</exception>
    public SequenceNode? FindSequence(string key) => Find(key) switch
    {
        null => null,
        SequenceNode list => list,
        var other => throw other.Fault($"{key}: expected a list, found {other.Description}."),
    };

    /// <summary>The value of a key, which must be a scalar; null if it does not exist or is null.</summary>
    /// <exception cref="JobDefinitionException">It is something else.</exception>
    public ScalarNode? FindScalar(string key) => Find(key) switch
    {
        null => null,
        ScalarNode scalar => scalar,
        var other => throw other.Fault($"{key}: expected text, found {other.Description}."),
    };

    /// <summary>The same object with another value for a key, which is added if it does not exist.</summary>
    public MapNode With(string key, DefinitionNode value)
    {
        var entries = new List<MapEntry>(Entries.Count + 1);
        bool isFound = false;
        foreach (MapEntry entry in Entries)
        {
            isFound |= entry.Key == key;
            entries.Add(entry.Key == key ? entry with { Value = value } : entry);
        }

        if (!isFound)
        {
            entries.Add(new MapEntry(key, value.Location, value));
        }

        return new MapNode(entries, Location);
    }

    /// <summary>The same object without some keys.</summary>
    public MapNode Without(params string[] keys) => Entries.Any(entry => keys.Contains(entry.Key))
        ? new MapNode([.. Entries.Where(entry => !keys.Contains(entry.Key))], Location)
        : this;
}
