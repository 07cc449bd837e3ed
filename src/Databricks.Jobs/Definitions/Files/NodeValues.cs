using System.Collections.Specialized;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Converts nodes to the values that <see cref="ModelBinder"/> reads.</summary>
internal static class NodeValues
{
    public static object? Of(DefinitionNode node) => node switch
    {
        MapNode map => Of(map),
        SequenceNode list => list.Items.Select(Of).ToArray(),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsPlain: false, Kind: ScalarKind.Text } text => text.Text,
        ScalarNode scalar => new PlainScalar(scalar.Text, scalar.Kind),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    public static OrderedDictionary Of(MapNode map)
    {
        var entries = new OrderedDictionary(map.Entries.Count, StringComparer.Ordinal);
        foreach (MapEntry entry in map.Entries)
        {
            entries.Add(entry.Key, Of(entry.Value));
        }

        return entries;
    }
}
