using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All scripted violations of a server, and what they mean for a job.</summary>
internal sealed class PolicyRegistry
{
    private readonly object _lock = new();
    private readonly List<PolicyViolation> _violations = [];

    public void Add(PolicyViolation violation)
    {
        lock (_lock) _violations.Add(violation);
    }

    public void Clear()
    {
        lock (_lock) _violations.Clear();
    }

    /// <summary>The current violations of a job; only those of one policy if it is specified.</summary>
    public IReadOnlyList<PolicyViolation> FindViolations(StoredJob job, string? policyId = null)
    {
        JsonObject settings = Parse(job);
        return [.. Scripted(job, policyId).Where(violation => IsBroken(settings, violation))];
    }

    /// <summary>Whether a policy applies to a job.</summary>
    public bool AppliesTo(StoredJob job, string policyId) =>
        Scripted(job, policyId).Count > 0
        || job.Settings.JobClusters?.Exists(cluster => cluster.NewCluster?.PolicyId == policyId) == true
        || job.Settings.Tasks?.Exists(task => task.NewCluster?.PolicyId == policyId) == true;

    /// <summary>The settings after all violations are fixed, and the changes.</summary>
    public (JobSettings Settings, List<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange> Changes) Enforce(
        StoredJob job)
    {
        JsonObject settings = Parse(job);
        var changes = new List<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange>();
        foreach (PolicyViolation violation in Scripted(job, null).Where(violation => IsBroken(settings, violation)))
        {
            if (violation.RequiredValue is null || Find(settings, violation.Field) is not var (parent, name)) continue;
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

    private List<PolicyViolation> Scripted(StoredJob job, string? policyId)
    {
        lock (_lock)
        {
            return _violations.FindAll(violation =>
                (policyId is null || violation.PolicyId == policyId)
                && (Wildcard.Matches(violation.JobName, job.Name)
                    || violation.JobName == job.Id.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static JsonObject Parse(StoredJob job) => JsonNode.Parse(job.Settings.ToUtf8Json())!.AsObject();

    private static bool IsBroken(JsonObject settings, PolicyViolation violation) =>
        Find(settings, violation.Field) is var (parent, name) && Text(parent[name]) != violation.RequiredValue
        || (violation.RequiredValue is null && Find(settings, violation.Field) is not null);

    /// <summary>The object and the name of its field at a path such as <c>main.new_cluster.num_workers</c>.</summary>
    private static (JsonObject Parent, string Name)? Find(JsonObject settings, string path)
    {
        string[] parts = path.Split('.');
        JsonObject? current = Keyed(settings["job_clusters"], "job_cluster_key", parts[0])
            ?? Keyed(settings["tasks"], "task_key", parts[0]);
        for (int i = 1; i < parts.Length - 1 && current is not null; i++) current = current[parts[i]] as JsonObject;
        return current is null || parts.Length < 2 ? null : (current, parts[parts.Length - 1]);
    }

    private static JsonObject? Keyed(JsonNode? items, string key, string value) =>
        (items as JsonArray)?.OfType<JsonObject>().FirstOrDefault(item => (string?)item[key] == value);

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out string? text) => text,
        _ => node.ToJsonString(),
    };

    private static JsonNode? ToNode(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : bool.TryParse(text, out bool flag) ? flag
        : text;
}
