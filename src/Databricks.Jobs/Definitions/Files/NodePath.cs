using System.Globalization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Finds the value that a path such as <c>tasks[1].notebook_task.notebook_path</c> leads to.</summary>
internal static class NodePath
{
    /// <summary>The position of the value, or of the last value on the path that exists.</summary>
    public static SourceLocation Locate(DefinitionNode root, string path) => Walk(root, path).Location;

    /// <summary>The value; null if it does not exist.</summary>
    public static DefinitionNode? Find(DefinitionNode root, string path) => Walk(root, path).Node;

    private static (DefinitionNode? Node, SourceLocation Location) Walk(DefinitionNode root, string path)
    {
        SourceLocation location = root.Location;
        DefinitionNode? node = root;
        string rest = path;
        while (rest.Length > 0 && node is { } inner)
        {
            (node, location, rest) = rest[0] switch
            {
                '[' => StepIntoItem(inner, location, rest),
                '.' => StepIntoKey(inner, location, rest.Substring(1)),
                _ => StepIntoKey(inner, location, rest),
            };
        }

        return (node, location);
    }

    private static (DefinitionNode?, SourceLocation, string) StepIntoItem(
        DefinitionNode node,
        SourceLocation location,
        string rest)
    {
        int end = rest.IndexOf(']');
        string inner = end < 0 ? "" : rest.Substring(1, end - 1);
        if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && node is SequenceNode list && index < list.Items.Count)
        {
            return (list.Items[index], list.Items[index].Location, rest.Substring(end + 1));
        }

        // A single item is a list of one.
        return index == 0 && inner == "0" && node is not SequenceNode
            ? (node, location, rest.Substring(end + 1))
            : node is MapNode map && map.Entry(inner.Trim('\'')) is { } entry
                ? (entry.Value, entry.KeyLocation, rest.Substring(end + 1))
                : (null, location, "");
    }

    // A key can contain dots, as in spark_conf.spark.executor.memory: the longest key that fits is meant.
    private static (DefinitionNode?, SourceLocation, string) StepIntoKey(
        DefinitionNode node,
        SourceLocation location,
        string rest)
    {
        MapEntry? found = (node as MapNode)?.Entries
            .Where(entry => StartsWith(rest, entry.Key))
            .OrderByDescending(static entry => entry.Key.Length)
            .FirstOrDefault();
        if (found is not null)
        {
            return (found.Value, found.KeyLocation, rest.Substring(found.Key.Length));
        }

        int end = rest.IndexOfAny(['.', '[']);
        string name = end < 0 ? rest : rest.Substring(0, end);
        found = (node as MapNode)?.Entries.FirstOrDefault(entry => NameMatcher.AreSame(entry.Key, name));
        return found is null
            ? (null, location, "")
            : (found.Value, found.KeyLocation, end < 0 ? "" : rest.Substring(end));
    }

    private static bool StartsWith(string path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal)
        && (path.Length == key.Length || path[key.Length] is '.' or '[');
}
