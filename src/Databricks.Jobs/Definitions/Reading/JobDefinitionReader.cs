using Databricks.Jobs.Definitions.Bundles;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Reads definitions of jobs from JSON and YAML: settings, requests to create a job, responses of jobs/get and
/// jobs/list, lists of these, and bundles.</summary>
public sealed class JobDefinitionReader
{
    private readonly JobDefinitionReaderOptions _options;

    /// <summary>Creates a reader.</summary>
    /// <param name="options">How to read; null for the default.</param>
    public JobDefinitionReader(JobDefinitionReaderOptions? options = null) =>
        _options = options ?? new JobDefinitionReaderOptions();

    /// <summary>Reads the definitions in a text. It is JSON if it starts with a brace or bracket, and YAML otherwise.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="JobDefinitionException">The text is invalid.</exception>
    public Task<IReadOnlyList<JobDefinition>> ReadTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        return Task.Run(() => ReadText(text, file: null), cancellationToken);
    }

    /// <summary>Reads the definitions in a file or a folder.</summary>
    /// <param name="path">The path of the file or folder. Of the folder of a bundle, its databricks.yml is read, and
    /// of another folder, the JSON and YAML files in it and in its subfolders.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="JobDefinitionException">The file is invalid.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public Task<IReadOnlyList<JobDefinition>> ReadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(path, nameof(path));
        return Task.Run(() => ReadFile(Path.GetFullPath(path)), cancellationToken);
    }

    internal IReadOnlyList<JobDefinition> ReadFile(string path) => Directory.Exists(path)
        ? [.. DefinitionFolder.FilesIn(path).SelectMany(ReadFile)]
        : ReadText(TextFile.Read(path), path);

    /// <summary>The names of the targets of a bundle; none for another file.</summary>
    /// <param name="path">The path of the root file or of its folder.</param>
    internal IReadOnlyList<string> FindTargets(string path)
    {
        string file = Directory.Exists(path) ? BundleLoader.FindRoot(path) ?? path : path;
        return DefinitionText.Parse(TextFile.Read(file), file, _options) is [MapNode root, ..]
            ? [.. BundleTarget.Find(root)?.Entries.Select(static target => target.Key) ?? []]
            : [];
    }

    /// <summary>Reads one object of the API, which is not the settings of a job.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The full path of its file; null if it is not from a file.</param>
    /// <param name="model">The model whose fields are set.</param>
    /// <param name="unknownFields">The paths of the unknown fields that were kept.</param>
    /// <returns>Where the values are.</returns>
    internal DefinitionPlaces ReadModel<T>(
        string text,
        string? file,
        T model,
        out IReadOnlyList<string> unknownFields)
        where T : JobsModel
    {
        IReadOnlyList<DefinitionNode> documents = DefinitionText.Parse(text, file, _options);
        unknownFields = documents[0] is MapNode map && documents.Count == 1
            ? DefinitionBinder.Bind(model, (MapNode)References.CheckNone(map), _options.AllowUnknownFields)
            : throw documents[documents.Count - 1].Fault(
                $"expected one object with the fields of {model.Shape.Name}, found "
                    + (documents.Count > 1 ? "another document." : $"{documents[0].Description}."));
        return new DefinitionPlaces(documents[0], model);
    }

    internal IReadOnlyList<JobDefinition> ReadText(string text, string? file)
    {
        IReadOnlyList<DefinitionNode> documents = DefinitionText.Parse(text, file, _options);
        IEnumerable<RawDefinition> found = documents.SelectMany(document => FindDefinitions(document, file));
        return [.. found.Select(raw => DefinitionBinder.Bind(raw, _options))];
    }

    private IEnumerable<RawDefinition> FindDefinitions(DefinitionNode document, string? file) =>
        document is MapNode map && DefinitionForms.IsBundle(map)
            ? new BundleReader(_options).Read(map, file)
            : DefinitionForms.Find(document).Select(Resolve);

    private static RawDefinition Resolve(RawDefinition raw) => raw.IsResponse
        ? raw
        : raw with { Settings = (MapNode)References.CheckNone(raw.Settings) };
}
