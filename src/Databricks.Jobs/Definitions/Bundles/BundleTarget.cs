using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Selects a target of a bundle and applies its overrides.</summary>
internal static class BundleTarget
{
    private const string DefaultName = "default";

    private static readonly string[] s_merged =
        ["bundle", "workspace", "artifacts", "resources", "sync", "permissions", "presets"];

    private static readonly string[] s_ofBundle = ["mode", "cluster_id", "compute_id"];

    private static readonly string[] s_variableKeys = ["default", "lookup", "type", "description"];

    /// <summary>The targets of a bundle; null if it has none.</summary>
    public static MapNode? Find(MapNode root) => root.FindMap("targets") ?? root.FindMap("environments");

    /// <returns>The bundle with the overrides, and the name of the target.</returns>
    /// <exception cref="JobDefinitionException">There is no such target, or none is selected.</exception>
    public static (MapNode Bundle, string Name) Apply(MapNode root, JobDefinitionReaderOptions options)
    {
        MapNode? targets = Find(root);
        MapNode bundle = root.Without("targets", "environments", "include");
        if (targets is null || targets.Entries.Count == 0)
        {
            return options.Target is null or DefaultName
                ? (bundle, DefaultName)
                : throw root.Fault($"there is no target '{options.Target}'; the bundle has no targets.");
        }

        MapEntry selected = Select(targets, options);
        return selected.Value is ScalarNode { IsNull: true }
            ? (bundle, selected.Key)
            : (Override(bundle, ToMap(selected)), selected.Key);
    }

    private static MapEntry Select(MapNode targets, JobDefinitionReaderOptions options)
    {
        string names = string.Join(", ", targets.Entries.Select(static entry => entry.Key));
        if (options.Target is { } name)
        {
            return targets.Entry(name)
                ?? throw targets.Fault($"there is no target '{name}'; the bundle has {names}.");
        }

        if (targets.Entries.Count == 1)
        {
            return targets.Entries[0];
        }

        MapEntry[] defaults = [.. targets.Entries.Where(IsDefault)];
        return defaults.Length switch
        {
            1 => defaults[0],
            0 => throw targets.Fault(
                $"the bundle has the targets {names}, and none is the default.",
                $"Select one of them: {options.Advice.Target}."),
            _ => throw new JobDefinitionException(
                defaults[1].KeyLocation, $"the target '{defaults[0].Key}' is the default too; keep one of them."),
        };
    }

    private static bool IsDefault(MapEntry target) =>
        target.Value is MapNode map && map.FindScalar("default") is { } flag
        && new PlainScalar(flag.Text, flag.Kind).ToBool() == true;

    private static MapNode ToMap(MapEntry target) => target.Value as MapNode
        ?? throw target.Value.Fault($"targets.{target.Key}: expected an object, found {target.Value.Description}.");

    private static MapNode Override(MapNode bundle, MapNode target)
    {
        foreach (string key in s_merged)
        {
            if (target.Find(key) is { } value)
            {
                bundle = bundle.With(key, bundle.Find(key) is { } own ? NodeMerge.Merge(own, value) : value);
            }
        }

        if (target.Find("run_as") is { } runAs)
        {
            bundle = bundle.With("run_as", runAs);
        }

        MapNode settings = bundle.FindMap("bundle") ?? new MapNode([], bundle.Location);
        foreach (string key in s_ofBundle)
        {
            settings = target.Find(key) is { } value ? settings.With(key, value) : settings;
        }

        if (target.FindMap("git") is { } git)
        {
            settings = settings.With("git", settings.FindMap("git") is { } own ? NodeMerge.Merge(own, git) : git);
        }

        return OverrideVariables(bundle.With("bundle", settings), target.FindMap("variables"));
    }

    private static MapNode OverrideVariables(MapNode bundle, MapNode? overrides)
    {
        MapNode variables = bundle.FindMap("variables") ?? new MapNode([], bundle.Location);
        foreach (MapEntry entry in overrides?.Entries ?? [])
        {
            MapEntry known = variables.Entry(entry.Key) ?? throw new JobDefinitionException(
                entry.KeyLocation, $"the target sets the variable '{entry.Key}', which variables does not define.");
            MapNode definition = known.Value as MapNode ?? new MapNode([], known.KeyLocation);
            // A default replaces a lookup, and a lookup replaces a default.
            MapNode change = IsDefinition(entry.Value)
                ? (MapNode)entry.Value
                : new MapNode([new MapEntry("default", entry.KeyLocation, entry.Value)], entry.Value.Location);
            definition = change.Entry("default") is not null || change.Entry("lookup") is not null
                ? definition.Without("default", "lookup")
                : definition;
            // A complex default replaces the other one as a whole, so it is not merged.
            foreach (MapEntry part in change.Entries)
            {
                definition = definition.With(part.Key, part.Value);
            }

            variables = variables.With(entry.Key, definition);
        }

        return overrides is null ? bundle : bundle.With("variables", variables);
    }

    private static bool IsDefinition(DefinitionNode value) => value is MapNode { Entries.Count: > 0 } map
        && map.Entries.All(entry => s_variableKeys.Contains(entry.Key))
        && (map.Entry("default") ?? map.Entry("lookup")) is not null;
}
