using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;

namespace Databricks.Jobs.Tests.Models;

/// <summary>JSON as the hashtables and arrays that a script would hold.</summary>
internal static class Hashtables
{
    public static IDictionary FromJson(string json, Func<string, string> key)
    {
        using var document = JsonDocument.Parse(json);
        return (IDictionary)Value(document.RootElement, key)!;
    }

    /// <summary>NotebookPath for notebook_path; what is not a field's name stays.</summary>
    public static string Pascal(string name) => name.Any(char.IsUpper) || name.Contains('.', StringComparison.Ordinal)
        ? name
        : string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static object? Value(JsonElement element, Func<string, string> key) => element.ValueKind switch
    {
        JsonValueKind.Object => Object(element, key),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Value(item, key)).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long number) ? (object)number : element.GetDouble(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };

    private static OrderedDictionary Object(JsonElement element, Func<string, string> key)
    {
        var table = new OrderedDictionary();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            table.Add(key(member.Name), Value(member.Value, key));
        }

        return table;
    }
}
