using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Finds the definitions of jobs in the forms that files have: settings, requests to create or reset a job,
/// responses of jobs/get and jobs/list, lists of these, and the <c>resources.jobs</c> of a bundle.</summary>
internal static class DefinitionForms
{
    private static readonly string[] s_bundleKeys =
    [
        "bundle", "resources", "targets", "variables", "include", "workspace", "presets", "artifacts", "sync",
        "experimental", "environments", "scripts", "python",
    ];

    /// <summary>Whether a document is a file of a bundle.</summary>
    public static bool IsBundle(DefinitionNode root) => root is MapNode map
        && (map.Entry("resources") ?? map.Entry("bundle") ?? map.Entry("targets")) is not null
        && map.Entries.All(entry => s_bundleKeys.Contains(entry.Key) || entry.Value is not SequenceNode);

    /// <summary>The definitions in a document that is not a file of a bundle.</summary>
    /// <exception cref="JobDefinitionException">It is none of the forms.</exception>
    public static IEnumerable<RawDefinition> Find(DefinitionNode root) => root switch
    {
        SequenceNode list => list.Items.SelectMany(Find),
        MapNode map when IsList(map) => map.FindSequence("jobs")?.Items.SelectMany(Find) ?? [],
        MapNode map => [Single(map)],
        _ => throw root.Fault($"expected the settings of a job, found {root.Description}."),
    };

    private static RawDefinition Single(MapNode map) => new(map)
    {
        JobId = map.FindScalar("job_id") is { } id ? ToId(id) : null,
        IsResponse = map.Entry("settings") is not null && map.Entry("job_id") is not null,
    };

    private static long ToId(ScalarNode id)
    {
        var scalar = new PlainScalar(id.Text, PlainScalar.KindOf(id.Text));
        return scalar.ToInt64() is > 0 and { } known
            ? known
            : throw id.Fault($"job_id: expected the ID of a job, found {id.Description}.");
    }

    // jobs/list; an empty page has only has_more.
    private static bool IsList(MapNode map) => map.Entry("settings") is null
        && map.Entries.Count > 0
        && map.Entries.All(entry => entry.Key is "jobs" or "has_more" or "next_page_token" or "prev_page_token");
}
