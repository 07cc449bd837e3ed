using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Loads the files of a bundle as one object.</summary>
/// <param name="options">The options of the reader.</param>
internal sealed class BundleLoader(JobDefinitionReaderOptions options)
{
    // More than any bundle has; each is read into memory.
    private const int MaxFiles = 10_000;

    private static readonly string[] s_rootNames =
        ["databricks.yml", "databricks.yaml", "bundle.yml", "bundle.yaml"];

    /// <summary>The path of the root file of the bundle in a folder; null if the folder is not that of a bundle.
    /// </summary>
    public static string? FindRoot(string folder) =>
        s_rootNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Adds the included files to the object in the root file.</summary>
    /// <exception cref="JobDefinitionException">A file is invalid or cannot be read, or is outside the folder.
    /// </exception>
    public MapNode Load(MapNode root, string? file)
    {
        if (root.FindSequence("include") is not { } include)
        {
            return root;
        }

        if (file is null)
        {
            throw include.Fault("a bundle that includes files can only be read from a file.");
        }

        string folder = Path.GetDirectoryName(file)!;
        var seen = new HashSet<string>(StringComparer.Ordinal) { file };
        foreach (DefinitionNode entry in include.Items)
        {
            foreach (string path in Find(entry, folder, file).Where(seen.Add).ToArray())
            {
                root = MergeFile(root, path, entry, seen.Count);
            }
        }

        return root;
    }

    private static string[] Find(DefinitionNode entry, string folder, string root)
    {
        if (entry is not ScalarNode { IsNull: false } scalar)
        {
            throw entry.Fault($"include: expected the path of a file, found {entry.Description}.");
        }

        string pattern = scalar.Text;
        if (Path.IsPathRooted(pattern) || pattern.Split('/', '\\').Contains(".."))
        {
            throw entry.Fault($"include: '{pattern}' is outside the folder of the bundle.");
        }

        string[] paths = [.. IncludePattern.Expand(folder, pattern)];
        return IncludePattern.HasWildcards(pattern) ? paths
            : paths.Length == 0 ? throw entry.Fault($"include: there is no file '{pattern}'.")
            : paths[0] == root ? throw entry.Fault($"include: '{pattern}' is this file itself.")
            : paths;
    }

    private MapNode MergeFile(MapNode root, string path, DefinitionNode entry, int count)
    {
        if (count > MaxFiles)
        {
            throw entry.Fault($"include: more than {MaxFiles} files.");
        }

        if (!DefinitionFolder.HasEnding(path))
        {
            throw entry.Fault($"include: '{path}' is not a YAML or JSON file.");
        }

        if (TextFile.IsEmpty(path))
        {
            return root;
        }

        IReadOnlyList<DefinitionNode> documents = DefinitionText.ParseAny(ReadText(path, entry), path, options);
        if (documents is [] or [ScalarNode { IsNull: true }])
        {
            return root;
        }

        if (documents.Count > 1)
        {
            throw documents[1].Fault("a file of a bundle has only one document.");
        }

        MapNode included = documents[0] as MapNode
            ?? throw documents[0].Fault($"expected a part of a bundle, found {documents[0].Description}.");
        if (included.Entry("include") is { } inner)
        {
            throw new JobDefinitionException(
                inner.KeyLocation, "only the root file of a bundle can include files; move the entry to it.");
        }

        CheckJobKeys(root, included);
        return NodeMerge.Merge(root, included);
    }

    private static string ReadText(string path, DefinitionNode entry)
    {
        try
        {
            return TextFile.Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobDefinitionException(
                entry.Location, $"include: {exception.Message.TrimEnd('.')}.", innerException: exception);
        }
    }

    private static void CheckJobKeys(MapNode root, MapNode included)
    {
        MapNode? known = root.FindMap("resources")?.FindMap("jobs");
        foreach (MapEntry job in included.FindMap("resources")?.FindMap("jobs")?.Entries ?? [])
        {
            if (known?.Entry(job.Key) is { } first)
            {
                throw new JobDefinitionException(
                    job.KeyLocation, $"the job '{job.Key}' is also defined in {first.KeyLocation}; keep one of them.");
            }
        }
    }
}
