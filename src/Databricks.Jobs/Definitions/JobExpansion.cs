using System.Text;
using System.Text.Json.Nodes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Makes jobs from a list whole again: a list leaves out tasks and clusters, or cuts them short.</summary>
public static class JobExpansion
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["tasks"] = "task_key",
        ["job_clusters"] = "job_cluster_key",
        ["parameters"] = "name",
        ["environments"] = "environment_key",
    };

    /// <summary>Gets all settings of a job from a list (jobs/get), and lays over them what the listed job has, for the
    /// caller may have changed it. What the listed job lacks stays.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="listed">The job as the list has it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<JobSettings> GetWholeSettingsAsync(
        this JobsClient client,
        BaseJob listed,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(listed, nameof(listed));
        if (listed.JobId is not { } jobId)
        {
            throw new JobsException(
                "The job has no id, so the rest of it cannot be found.",
                "Get it again: Get-DbxJob.");
        }

        Job job = await client.GetAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Merge(job.Settings ?? new JobSettings(), listed);
    }

    private static JobSettings Merge(JobSettings whole, BaseJob listed)
    {
        if (listed.Settings is null) return whole;
        JsonObject merged = Parse(whole);
        foreach (KeyValuePair<string, JsonNode?> member in Parse(listed.Settings))
        {
            if (listed.HasMore == true
                && Keys.TryGetValue(member.Key, out string? key)
                && merged[member.Key] is JsonArray all
                && member.Value is JsonArray some)
            {
                Merge(all, some, key);
            }
            else
            {
                merged[member.Key] = member.Value?.DeepClone();
            }
        }

        byte[] json = Encoding.UTF8.GetBytes(merged.ToJsonString());
        return ModelJson.Read<JobSettings>(json, new ModelReadContext(strict: false));
    }

    private static void Merge(JsonArray all, JsonArray some, string key)
    {
        foreach (JsonObject item in some.OfType<JsonObject>())
        {
            int index = all.TakeWhile(known => (string?)known?[key] != (string?)item[key]).Count();
            if (index < all.Count) all[index] = item.DeepClone();
            else all.Add(item.DeepClone());
        }
    }

    private static JsonObject Parse(JobSettings settings) => JsonNode.Parse(settings.ToUtf8Json())!.AsObject();
}
