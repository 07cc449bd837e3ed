using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Definitions as JSON nodes in the order of files: names and keys come first, long lists last, and the
/// entries of maps are sorted. So the differences between two versions of a file are small.</summary>
internal static class DefinitionTree
{
    private static readonly string[] s_first =
    [
        "name", "task_key", "job_cluster_key", "environment_key", "environment_variables_key", "description",
        "depends_on", "run_if",
    ];

    private static readonly string[] s_last =
        ["libraries", "environment_variables", "environments", "job_clusters", "tasks", "access_control_list"];

    /// <summary>An object with the values that are set.</summary>
    public static JsonObject Of(JobsModel model)
    {
        var members = new List<KeyValuePair<string, JsonNode?>>();
        foreach (FieldShape field in model.Shape.All)
        {
            if (field.Get(model) is { } value)
            {
                members.Add(new(field.Name, ToNode(field, value)));
            }
        }

        if (model.HasAdditionalProperties)
        {
            members.AddRange(model.GetAdditionalProperties()
                .Where(other => !members.Exists(member => member.Key == other.Key))
                .OrderBy(other => other.Key, StringComparer.Ordinal)
                .Select(other => new KeyValuePair<string, JsonNode?>(other.Key, ToNode(other.Value))));
        }

        // The sort is stable, so other fields keep the order of the API.
        return new JsonObject(members.OrderBy(member => RankOf(member.Key)));
    }

    private static int RankOf(string name)
    {
        int first = Array.IndexOf(s_first, name);
        return first >= 0 ? first - s_first.Length : Array.IndexOf(s_last, name) + 1;
    }

    private static JsonNode? ToNode(FieldShape field, object value) => value switch
    {
        string text => JsonValue.Create(field.KnownValues is { } known ? known.ToWire(text) : text),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        JobsModel model => Of(model),
        IDictionary entries => new JsonObject(entries.Keys.Cast<string>()
            .OrderBy(key => key, StringComparer.Ordinal)
            .Select(key => new KeyValuePair<string, JsonNode?>(key, ToItem(entries[key])))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(ToItem)]),
        _ => throw new NotSupportedException($"{field.Name} has values of the type {value.GetType().Name}."),
    };

    private static JsonNode? ToItem(object? item) => item switch
    {
        JobsModel model => Of(model),
        string text => JsonValue.Create(text),
        long number => JsonValue.Create(number),
        _ => null,
    };

    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => new KeyValuePair<string, JsonNode?>(member.Name, ToNode(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(ToNode)]),
        _ => JsonNode.Parse(element.GetRawText()),
    };
}
