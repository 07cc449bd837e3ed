using System.Text.Json.Nodes;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A partial update: arrays with keys are merged by key, everything else at the top is replaced.</summary>
internal static class SettingsPatch
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["tasks"] = "task_key",
        ["job_clusters"] = "job_cluster_key",
        ["parameters"] = "name",
        ["environments"] = "environment_key",
    };

    public static JobSettings Apply(JobSettings current, JobSettings? changes, List<string>? removals)
    {
        var settings = Parse(current);
        foreach (var path in removals ?? []) Remove(settings, path);
        if (changes is not null)
        {
            foreach (var member in Parse(changes)) Merge(settings, member.Key, member.Value);
        }

        return ModelJson.Read<JobSettings>(
            System.Text.Encoding.UTF8.GetBytes(settings.ToJsonString()),
            new ModelReadContext(strict: false));
    }

    private static JsonObject Parse(JobSettings settings) => JsonNode.Parse(settings.ToUtf8Json())!.AsObject();

    private static void Merge(JsonObject settings, string name, JsonNode? value)
    {
        if (!Keys.TryGetValue(name, out var key)
            || settings[name] is not JsonArray known
            || value is not JsonArray items)
        {
            settings[name] = value?.DeepClone();
            return;
        }

        foreach (var item in items.OfType<JsonObject>())
        {
            var index = IndexOf(known, key, (string?)item[key]);
            if (index < 0) known.Add(item.DeepClone());
            else known[index] = item.DeepClone();
        }
    }

    private static void Remove(JsonObject settings, string path)
    {
        var parts = path.Split('/');
        if (parts.Length == 1)
        {
            settings.Remove(path);
        }
        else if (parts.Length == 2 && Keys.TryGetValue(parts[0], out var key))
        {
            if (settings[parts[0]] is not JsonArray items) return;
            var index = IndexOf(items, key, parts[1]);
            if (index >= 0) items.RemoveAt(index);
        }
        else
        {
            throw ApiException.InvalidParameter($"Invalid field to remove: {path}. Nested fields cannot be removed.");
        }
    }

    private static int IndexOf(JsonArray items, string key, string? value)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if ((string?)items[i]?[key] == value) return i;
        }

        return -1;
    }
}
