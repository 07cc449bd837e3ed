using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Converts the permissions of a bundle and of its jobs to those of the API.</summary>
internal static class JobPermissions
{
    private static readonly string[] s_principals = ["user_name", "group_name", "service_principal_name"];

    private static readonly Dictionary<string, string> s_levelsOfBundle = new(StringComparer.Ordinal)
    {
        ["CAN_MANAGE"] = "CAN_MANAGE",
        ["CAN_VIEW"] = "CAN_VIEW",
        ["CAN_RUN"] = "CAN_MANAGE_RUN",
    };

    /// <summary>Replaces <c>permissions</c> of a job with its <c>access_control_list</c>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="ofBundle">The permissions of the bundle; null if it has none.</param>
    public static MapNode Apply(MapNode job, SequenceNode? ofBundle)
    {
        SequenceNode? own = job.FindSequence("permissions");
        MapNode[] entries = [.. own?.Items.Select(ToMap) ?? []];
        IEnumerable<MapNode> added = (ofBundle?.Items ?? [])
            .Select(ToMap)
            .Select(ToJobLevel)
            .Where(entry => !entries.Any(known => Principal(known) == Principal(entry)));
        DefinitionNode[] all = [.. entries.Concat(added).Select(ToEntry)];
        job = job.Without("permissions");
        return all.Length == 0
            ? job
            : job.With("access_control_list", new SequenceNode(all, own?.Location ?? ofBundle!.Location));
    }

    private static MapNode ToMap(DefinitionNode permission) => permission as MapNode
        ?? throw permission.Fault($"permissions: expected an object, found {permission.Description}.");

    private static MapNode ToJobLevel(MapNode entry)
    {
        ScalarNode? level = entry.FindScalar("level");
        return level is not null && s_levelsOfBundle.TryGetValue(level.Text, out string? ofJob)
            ? entry.With("level", ScalarNode.OfText(ofJob, level.Location))
            : throw (level ?? (DefinitionNode)entry).Fault(
                $"permissions: '{level?.Text}' is not a level of a bundle; "
                    + $"allowed: {string.Join(", ", s_levelsOfBundle.Keys)}.");
    }

    private static string Principal(MapNode entry) => string.Join(
        "|", s_principals.Select(key => entry.FindScalar(key)?.Text ?? ""));

    private static MapNode ToEntry(MapNode entry) => new(
        [
            .. entry.Entries.Select(static one => one.Key == "level" ? one with { Key = "permission_level" } : one),
        ],
        entry.Location);
}
