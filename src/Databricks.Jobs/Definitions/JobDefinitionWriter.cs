using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Writes definitions of jobs as text for files. The same definition always gives the same text: the order is
/// fixed, and lines end with a line feed on all systems.</summary>
public static class JobDefinitionWriter
{
    /// <summary>The settings of a job that the service returned, as a definition that creates the same job.</summary>
    /// <param name="job">The complete job, as jobs/get returns it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public static JobSettings DefinitionOf(Job job)
    {
        ArgumentChecks.NotNull(job, nameof(job));
        JobSettings settings = (job.Settings ?? new JobSettings()).Copy();
        // Jobs of API 2.1 without this field do not queue, but a new job does.
        settings.Queue ??= new QueueSettings { Enabled = false };
        return settings;
    }

    /// <summary>The definition of one job as a JSON object, which jobs/create accepts.</summary>
    /// <param name="settings">The settings. An access_control_list among the unknown properties is written too.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static string ToJson(JobSettings settings, JobDefinitionWriterOptions? options = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        return Write(ToTree(settings, options));
    }

    /// <summary>The definitions of several jobs as a JSON array.</summary>
    /// <param name="settings">The settings of the jobs.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static string ToJson(IEnumerable<JobSettings> settings, JobDefinitionWriterOptions? options = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        return Write(new JsonArray([.. settings.Select(one => ToTree(one, options))]));
    }

    internal static JsonObject ToTree(JobSettings settings, JobDefinitionWriterOptions? options) =>
        DefinitionTree.Of(options?.Full == true ? settings : DefinitionCleaner.Clean(settings));

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
