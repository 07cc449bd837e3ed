using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Merges values of a bundle: those of its files, of a target, and of items with the same key.</summary>
internal static class NodeMerge
{
    /// <summary>Objects are merged key by key, lists are joined, and of two scalars the second one is used.</summary>
    /// <exception cref="JobDefinitionException">The values are of different kinds.</exception>
    public static DefinitionNode Merge(DefinitionNode first, DefinitionNode second) => (first, second) switch
    {
        (ScalarNode { IsNull: true }, _) => second,
        (_, ScalarNode { IsNull: true }) => first,
        (MapNode left, MapNode right) => Merge(left, right),
        (SequenceNode left, SequenceNode right) =>
            new SequenceNode([.. left.Items, .. right.Items], left.Location),
        (ScalarNode, ScalarNode) => second,
        _ => throw second.Fault(
            $"expected {first.Description}, as in {first.Location}, to merge them; found {second.Description}."),
    };

    public static MapNode Merge(MapNode first, MapNode second)
    {
        var entries = new List<MapEntry>(first.Entries.Count + second.Entries.Count);
        foreach (MapEntry entry in first.Entries)
        {
            entries.Add(second.Entry(entry.Key) is { } other
                ? new MapEntry(entry.Key, other.KeyLocation, Merge(entry.Value, other.Value))
                : entry);
        }

        entries.AddRange(second.Entries.Where(entry => first.Entry(entry.Key) is null));
        return new MapNode(entries, first.Location);
    }

    /// <summary>Merges the items of a list that have the same key, in the place of the first one.</summary>
    /// <param name="owner">The object with the list.</param>
    /// <param name="list">The key of the list.</param>
    /// <param name="key">The key in the items.</param>
    public static MapNode MergeItems(MapNode owner, string list, string key)
    {
        if (owner.Find(list) is not SequenceNode items)
        {
            return owner;
        }

        var merged = new List<DefinitionNode>(items.Items.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (DefinitionNode item in items.Items)
        {
            string? name = ((item as MapNode)?.Find(key) as ScalarNode)?.Text;
            if (name is not null && places.TryGetValue(name, out int place))
            {
                merged[place] = Merge(merged[place], item);
                continue;
            }

            if (name is not null)
            {
                places.Add(name, merged.Count);
            }

            merged.Add(item);
        }

        return merged.Count == items.Items.Count
            ? owner
            : owner.With(list, new SequenceNode(merged, items.Location));
    }
}
