using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>The values of <c>${workspace...}</c> that are not in the files of a bundle.</summary>
internal static class WorkspaceValues
{
    private const string Prefix = "/Workspace";

    private static readonly string[] s_absolutePrefixes = ["/Workspace/", "/Volumes/"];

    /// <summary>The names that can follow <c>workspace.</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["root_path", "file_path", "artifact_path", "state_path", "resource_path", "current_user", "host", "profile"];

    /// <summary>The value, which can have references; null if it is another one.</summary>
    public static DefinitionNode? Find(string[] parts, MapNode bundle, BundleContext context, ScalarNode usedBy) =>
        parts.Length == 3 && parts[1] == "current_user" ? OfUser(parts[2], context, usedBy)
        : parts.Length != 2 ? null
        : parts[1] switch
        {
            "root_path" => Text(Root(bundle, context, usedBy), usedBy),
            "file_path" => Text(
                context.Options.FilesRoot ?? Below("file_path", "files", bundle, context, usedBy), usedBy),
            "artifact_path" => Text(Below("artifact_path", "artifacts", bundle, context, usedBy), usedBy),
            "state_path" => Text(Below("state_path", "state", bundle, context, usedBy), usedBy),
            "resource_path" => Text(Below("resource_path", "resources", bundle, context, usedBy), usedBy),
            _ => null,
        };

    private static ScalarNode? OfUser(string name, BundleContext context, ScalarNode usedBy) => name switch
    {
        "userName" or "user_name" => Text(context.UserName(usedBy), usedBy),
        "short_name" => Text(context.ShortName(usedBy), usedBy),
        "domain_friendly_name" => Text(context.ShortName(usedBy).Replace('_', '-'), usedBy),
        _ => null,
    };

    private static string Below(
        string key,
        string folder,
        MapNode bundle,
        BundleContext context,
        ScalarNode usedBy) => bundle.FindMap("workspace")?.FindScalar(key) is { } own
            ? WithPrefix(own.Text)
            : $"{Root(bundle, context, usedBy)}/{folder}";

    private static string Root(MapNode bundle, BundleContext context, ScalarNode usedBy)
    {
        string path = bundle.FindMap("workspace")?.FindScalar("root_path")?.Text
            ?? "~/.bundle/${bundle.name}/${bundle.target}";
        return path.StartsWith("~/", StringComparison.Ordinal)
            ? $"{Prefix}/Users/{context.UserName(usedBy)}/{path.Substring(2)}"
            : WithPrefix(path);
    }

    private static string WithPrefix(string path) => path.StartsWith("/", StringComparison.Ordinal)
        && !s_absolutePrefixes.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))
            ? Prefix + path
            : path;

    private static ScalarNode Text(string text, ScalarNode usedBy) => ScalarNode.OfText(text, usedBy.Location);
}
