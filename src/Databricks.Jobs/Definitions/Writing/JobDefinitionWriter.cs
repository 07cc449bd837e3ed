using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Writes definitions of jobs as text for files. The same definition always gives the same text: the order is
/// fixed, and lines end with a line feed on all systems.</summary>
public static class JobDefinitionWriter
{
    private const string SchemaUrl =
        "https://raw.githubusercontent.com/databricks-jobs/databricks-jobs-powershell/main/schema/bundle.schema.json";

    /// <summary>The settings of a job that the service returned, as a definition that creates the same job.</summary>
    /// <param name="job">The complete job, as jobs/get returns it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public static JobSettings DefinitionOf(Job job)
    {
        ArgumentChecks.NotNull(job, nameof(job));
        JobSettings settings = (job.Settings ?? new JobSettings()).Copy();
        // Jobs of API 2.1 without this field do not queue, but a new job does.
        settings.Queue ??= new QueueSettings { Enabled = false };
        // Where a definition is read, a missing field is taken for a mistake.
        settings.Tasks ??= [];
        return settings;
    }

    /// <summary>The definition of one job as a JSON object, which jobs/create accepts. Only text such as
    /// <c>${name}</c> is written as <c>$${name}</c>, because it is a reference in files.</summary>
    /// <param name="settings">The settings. An access_control_list among the unknown properties is written too.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static string ToJson(JobSettings settings, JobDefinitionWriterOptions? options = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        return Write(ToFileTree(settings, options));
    }

    /// <summary>The definitions of several jobs as a JSON array.</summary>
    /// <param name="settings">The settings of the jobs.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static string ToJson(IEnumerable<JobSettings> settings, JobDefinitionWriterOptions? options = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        return Write(new JsonArray([.. settings.Select(one => ToFileTree(one, options))]));
    }

    /// <summary>The definitions of jobs as YAML, in the form of a bundle: <c>resources.jobs</c>.</summary>
    /// <param name="jobs">The settings of the jobs, each with its key.</param>
    /// <param name="writer">Writes YAML. The package Databricks.Jobs.Yaml has a writer.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string ToYaml(
        IEnumerable<KeyValuePair<string, JobSettings>> jobs,
        YamlWriter writer,
        JobDefinitionWriterOptions? options = null)
    {
        ArgumentChecks.NotNull(jobs, nameof(jobs));
        ArgumentChecks.NotNull(writer, nameof(writer));
        var bundle = new JsonObject
        {
            ["resources"] = new JsonObject
            {
                ["jobs"] = new JsonObject(jobs.Select(job => new KeyValuePair<string, JsonNode?>(
                    job.Key, RenamePermissions(ToFileTree(job.Value, options))))),
            },
        };
        return $"# yaml-language-server: $schema={SchemaUrl}\n" + writer.Write(bundle);
    }

    internal static JsonObject ToTree(JobSettings settings, JobDefinitionWriterOptions? options)
    {
        JsonObject tree = DefinitionTree.Of(options?.Full == true ? settings : DefinitionCleaner.Clean(settings));
        if (settings.Tasks is { Count: 0 })
        {
            tree["tasks"] = new JsonArray();
        }

        return tree;
    }

    // In a file, ${name} would be a reference to a value of a bundle.
    private static JsonObject ToFileTree(JobSettings settings, JobDefinitionWriterOptions? options) =>
        (JsonObject)EscapeReferences(ToTree(settings, options))!;

    private static JsonNode? EscapeReferences(JsonNode? node) => node switch
    {
        JsonObject entries => new JsonObject(entries.Select(entry =>
            new KeyValuePair<string, JsonNode?>(References.Escape(entry.Key), EscapeReferences(entry.Value)))),
        JsonArray items => new JsonArray([.. items.Select(EscapeReferences)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            JsonValue.Create(References.Escape(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private static JsonObject RenamePermissions(JsonObject job)
    {
        if (job["access_control_list"] is not JsonArray entries) return job;
        job.Remove("access_control_list");
        job["permissions"] = new JsonArray([.. entries.OfType<JsonObject>().Select(entry => new JsonObject(
            entry.OrderBy(member => member.Key != "permission_level").Select(member =>
                new KeyValuePair<string, JsonNode?>(
                    member.Key == "permission_level" ? "level" : member.Key, member.Value?.DeepClone()))))]);
        return job;
    }

    private static string Write(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions.Indented))
        {
            node.WriteTo(writer);
        }

        // In strings, line breaks are escaped.
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length).Replace("\r\n", "\n") + "\n";
    }
}
