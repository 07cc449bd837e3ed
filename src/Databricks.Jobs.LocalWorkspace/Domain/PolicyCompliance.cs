using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Databricks.Jobs.LocalWorkspace.Scripting;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>What the scripted violations mean for a job.</summary>
internal sealed class PolicyCompliance(PolicyRegistry policies)
{
    /// <summary>The current violations of a job; only those of one policy if it is specified.</summary>
    /// <exception cref="RejectedException">A violation for this job names a cluster or task that it does not have.
    /// </exception>
    public IReadOnlyList<PolicyViolation> FindViolations(StoredJob job, string? policyId = null)
    {
        JsonObject settings = Parse(job);
        return [.. Scripted(job, policyId).Where(violation => IsViolated(job, settings, violation))];
    }

    /// <summary>Whether a policy applies to a job.</summary>
    public bool AppliesTo(StoredJob job, string policyId) =>
        Scripted(job, policyId).Count > 0
        || job.Settings.JobClusters?.Exists(cluster => cluster.NewCluster?.PolicyId == policyId) == true
        || job.Settings.Tasks?.Exists(task => task.NewCluster?.PolicyId == policyId) == true;

    /// <summary>The settings after all violations are fixed, and the changes.</summary>
    /// <exception cref="RejectedException">A violation for this job names a cluster or task that it does not have.
    /// </exception>
    public (JobSettings Settings, List<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange> Changes) Enforce(
        StoredJob job)
    {
        JsonObject settings = Parse(job);
        var changes = new List<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange>();
        foreach (PolicyViolation violation in Scripted(job, null).Where(one => IsViolated(job, settings, one)))
        {
            if (violation.RequiredValue is null || Find(job, settings, violation) is not var (parent, name)) continue;
            changes.Add(new()
            {
                Field = violation.Field,
                PreviousValue = Text(parent[name]),
                NewValue = violation.RequiredValue,
            });
            parent[name] = ToNode(violation.RequiredValue);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(settings.ToJsonString());
        return (ModelJson.Read<JobSettings>(bytes, new ModelReadContext(strict: false)), changes);
    }

    private List<PolicyViolation> Scripted(StoredJob job, string? policyId) =>
        policies.Find(job.Id, job.Name, policyId);

    private static JsonObject Parse(StoredJob job) => JsonNode.Parse(job.Settings.ToUtf8Json())!.AsObject();

    private static bool IsViolated(StoredJob job, JsonObject settings, PolicyViolation violation) =>
        Find(job, settings, violation) is var (parent, name)
        && (violation.RequiredValue is null || Text(parent[name]) != violation.RequiredValue);

    /// <summary>
    /// The object and the name of its field at a path such as <c>main.new_cluster.num_workers</c>; null if the
    /// violation is for every job that has it, and this job does not.
    /// </summary>
    private static (JsonObject Parent, string Name)? Find(StoredJob job, JsonObject settings, PolicyViolation violation)
    {
        string[] parts = violation.Field.Split('.');
        JsonObject? current = Keyed(settings["job_clusters"], "job_cluster_key", parts[0])
            ?? Keyed(settings["tasks"], "task_key", parts[0]);
        for (int i = 1; i < parts.Length - 1 && current is not null; i++) current = current[parts[i]] as JsonObject;
        if (current is not null) return (current, parts[parts.Length - 1]);
        if (violation.JobName is null || violation.JobName.IndexOfAny(['*', '?']) >= 0) return null;
        throw RejectedException.InvalidParameter(
            $"The scripted violation of policy '{violation.PolicyId}' has the field {violation.Field}, "
            + $"which job {job.Id} ('{job.Name}') does not have. {Describe(job.Settings)}");
    }

    private static string Describe(JobSettings settings)
    {
        IEnumerable<string> clusters = (settings.JobClusters ?? []).Select(cluster => cluster.JobClusterKey!);
        IEnumerable<string> tasks = (settings.Tasks ?? []).Select(task => task.TaskKey!);
        return $"Its job clusters: {Join(clusters)}. Its tasks: {Join(tasks)}.";
    }

    private static string Join(IEnumerable<string> keys) =>
        string.Join(", ", keys) is { Length: > 0 } list ? list : "none";

    private static JsonObject? Keyed(JsonNode? items, string key, string value) =>
        (items as JsonArray)?.OfType<JsonObject>().FirstOrDefault(item => (string?)item[key] == value);

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(),
    };

    private static JsonNode? ToNode(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : bool.TryParse(text, out bool flag) ? flag
        : text;
}
