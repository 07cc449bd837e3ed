using System.Text;
using System.Text.Json.Nodes;

namespace Databricks.Jobs.PowerShell.Scripts;

/// <summary>Writes definitions of jobs as a PowerShell script that creates the jobs.</summary>
internal static class JobScript
{
    // An error in a task must not lead to a job without it.
    private const string Header = "#Requires -Modules Databricks.Jobs\n\n$ErrorActionPreference = 'Stop'\n";

    private static readonly (string Field, string Parameter)[] s_parameters =
    [
        ("description", "Description"), ("tags", "Tag"), ("parameters", "Parameter"), ("schedule", "Schedule"),
        ("trigger", "Trigger"), ("continuous", "Continuous"), ("max_concurrent_runs", "MaxConcurrentRuns"),
        ("timeout_seconds", "TimeoutSeconds"), ("git_source", "GitSource"),
        ("email_notifications", "EmailNotification"), ("webhook_notifications", "WebhookNotification"),
        ("health", "Health"), ("run_as", "RunAs"), ("environments", "Environment"),
        ("access_control_list", "AccessControlList"),
    ];

    /// <summary>The script for jobs.</summary>
    /// <param name="jobs">The definitions, which are not changed, and whether each has fields that this version does
    /// not know.</param>
    public static string Of(IEnumerable<(JsonObject Definition, bool HasUnknown)> jobs)
    {
        var script = new StringBuilder(Header);
        foreach ((JsonObject definition, bool hasUnknown) in jobs)
        {
            Add(script, (JsonObject)definition.DeepClone(), hasUnknown);
        }

        return script.ToString();
    }

    private static void Add(StringBuilder script, JsonObject job, bool hasUnknown)
    {
        var entries = new List<string>();
        if (job["name"] is JsonValue name && name.GetValue<string>().Length > 0)
        {
            entries.Add($"Name = {ScriptLiteral.Quote(name.GetValue<string>())}");
            job.Remove("name");
        }

        AddList(script, entries, job, "job_clusters", "JobCluster", static cluster => ClusterCommand.Of(cluster, 1));
        AddList(script, entries, job, "tasks", "Task", task => TaskCommand.Of(task, 1, hasUnknown));
        foreach ((string field, string parameter) in s_parameters)
        {
            // An empty value would be an error of the parameter, and null of another field removes it.
            if (job[field] is { } value and not JsonObject { Count: 0 } && !ScriptLiteral.NeedsJson(value))
            {
                entries.Add($"{parameter} = {ScriptLiteral.Of(value, 1)}");
                job.Remove(field);
            }
        }

        if (job.Count > 0)
        {
            string rest = ScriptLiteral.NeedsJson(job)
                ? ScriptLiteral.Quote(job.ToJsonString())
                : ScriptLiteral.Of(job, 1);
            entries.Add($"Settings = {rest}");
        }

        if (hasUnknown) entries.Add("AllowUnknownField = $true");
        script.Append("\n$job = @{");
        foreach (string entry in entries)
        {
            script.Append("\n    ").Append(entry);
        }

        script.Append("\n}\nNew-DbxJob @job\n");
    }

    private static void AddList(
        StringBuilder script,
        List<string> entries,
        JsonObject job,
        string field,
        string parameter,
        Func<JsonObject, string> write)
    {
        if (job[field] is not JsonArray { Count: > 0 } items || !items.All(item => item is JsonObject)) return;
        string variable = parameter == "Task" ? "$tasks" : "$clusters";
        script.Append('\n').Append(variable).Append(" = @(");
        foreach (JsonNode? item in items)
        {
            script.Append("\n    ").Append(write((JsonObject)item!));
        }

        script.Append("\n)\n");
        entries.Add($"{parameter} = {variable}");
        job.Remove(field);
    }
}
