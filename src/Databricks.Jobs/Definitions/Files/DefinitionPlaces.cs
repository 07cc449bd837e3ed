using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Where the values of a model are in the file or text that it was read from.</summary>
/// <param name="root">The value in the file.</param>
/// <param name="model">The model that was read from it.</param>
internal sealed class DefinitionPlaces(DefinitionNode root, JobsModel model)
{
    private const string AccessControlList = JobSettingsReader.AccessControlList;

    private static readonly Regex s_path = new(
        @"[a-z][a-z0-9_]*(\[[0-9]+\]|\.[A-Za-z_][A-Za-z0-9_]*)+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private static readonly string[] s_creations = ["/jobs/create", "/jobs/runs/submit"];

    private static readonly string[] s_containers = ["settings.", "new_settings."];

    private static readonly (string List, string Key)[] s_keys =
        [("tasks", "task_key"), ("job_clusters", "job_cluster_key"), ("environments", "environment_key")];

    /// <summary>Where the whole definition starts.</summary>
    public SourceLocation Start => root.Location;

    /// <summary>The position of a value, or of the innermost object that should have it.</summary>
    public SourceLocation Locate(string path) => NodePath.Locate(root, path);

    /// <summary>The position of a text, number, true or false; null if there is none at the path.</summary>
    public SourceLocation? LocateValue(string path) => (NodePath.Find(root, path) as ScalarNode)?.Location;

    /// <summary>Adds positions to an error; see <see cref="JobDefinition.Explain"/>.</summary>
    public JobsException Explain(JobsException exception, JobsModel? sent) => exception switch
    {
        DefinitionException invalid => new DefinitionException(
            [.. invalid.Problems.Select(problem => problem with { Location = LocateSent(problem.Path, sent) })]),
        JobsServiceException rejected when IsAboutDefinition(rejected) => new JobDefinitionException(
            LocateCause(rejected.ServiceMessage, sent), rejected.Problem, rejected.RecommendedAction, rejected),
        _ => exception,
    };

    // What is not found or not permitted in another request can be the job that it changes.
    private static bool IsAboutDefinition(JobsServiceException rejected) => rejected switch
    {
        InvalidRequestException => !rejected.Operation.StartsWith("GET ", StringComparison.Ordinal),
        PermissionDeniedException or NotFoundException or ConflictException => s_creations.Any(
            path => rejected.Operation.EndsWith(path, StringComparison.Ordinal)),
        _ => false,
    };

    // Null if the value is not from the file.
    private SourceLocation? LocateSent(string path, JobsModel? sent)
    {
        string name = path.Split('.', '[')[0];
        bool isKnown = name.Length == 0
            || name == AccessControlList
            || model.Shape.IndexOf(name) >= 0
            || NodePath.Find(root, name) is not null;
        return isKnown && (name.Length == 0 || sent is null || IsSame(name, sent)) ? Locate(path) : null;
    }

    private bool IsSame(string name, JobsModel sent) =>
        JsonNode.DeepEquals(DefinitionTree.Of(model)[name], DefinitionTree.Of(sent)[name]);

    // A message names a field, or an item of a list by its key in quotation marks; otherwise, it is about the job.
    private SourceLocation LocateCause(string message, JobsModel? sent)
    {
        IEnumerable<string> paths = s_path.Matches(message).Cast<Match>()
            .Select(static match => WithoutContainer(match.Value))
            .Concat(s_keys.SelectMany(list => ItemsIn(message, list.List, list.Key)));
        string? found = paths.FirstOrDefault(path => NodePath.Find(root, path) is not null);
        return found is null ? Start : LocateSent(found, sent) ?? Start;
    }

    private static string WithoutContainer(string path)
    {
        string? container = s_containers.FirstOrDefault(one => path.StartsWith(one, StringComparison.Ordinal));
        return path.Substring(container?.Length ?? 0);
    }

    private IEnumerable<string> ItemsIn(string message, string list, string key)
    {
        int count = (NodePath.Find(root, list) as SequenceNode)?.Items.Count ?? 0;
        return Enumerable.Range(0, count)
            .Select(i => $"{list}[{i}]")
            .Where(item => NodePath.Find(root, $"{item}.{key}") is ScalarNode { Text: var text }
                && message.Contains($"'{text}'"));
    }
}
