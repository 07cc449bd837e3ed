using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>The definition of a job in a file or text.</summary>
public sealed class JobDefinition
{
    private readonly DefinitionPlaces _places;

    internal JobDefinition(DefinitionNode root, JobSettings settings)
    {
        _places = new DefinitionPlaces(root, settings);
        Settings = settings;
    }

    /// <summary>The key of the job in the <c>resources.jobs</c> of a bundle; null for a definition without one.
    /// </summary>
    public string? Key { get; internal init; }

    /// <summary>The ID of the job; null if the definition does not say it.</summary>
    public long? JobId { get; internal init; }

    /// <summary>The settings.</summary>
    public JobSettings Settings { get; }

    /// <summary>The permissions; null if the definition has none, which leaves the permissions of a job unchanged.
    /// </summary>
    public IReadOnlyList<JobAccessControlRequest>? AccessControlList { get; internal init; }

    /// <summary>The references to the IDs of other jobs of the bundle. It is empty unless
    /// <see cref="JobDefinitionReaderOptions.KeepJobReferences"/> is set. While it is not empty, the settings cannot be
    /// sent: they have the ID 0, or the reference as text.</summary>
    public IReadOnlyList<JobIdReference> JobReferences { get; internal init; } = [];

    /// <summary>What the definitions of one bundle have in common; null for others.</summary>
    internal object? Bundle { get; init; }

    internal Func<IReadOnlyDictionary<string, long>, JobDefinition>? Resolver { get; init; }

    /// <summary>Where the definition starts.</summary>
    public SourceLocation Source => _places.Start;

    /// <summary>The paths of fields that this version does not know, which are sent unchanged. It is empty unless
    /// <see cref="JobDefinitionReaderOptions.AllowUnknownFields"/> is set.</summary>
    public IReadOnlyList<string> UnknownFields { get; internal init; } = [];

    /// <summary>Whether the definition is from a file or text; otherwise its positions mean nothing.</summary>
    internal bool HasSource => Source.Line > 0;

    /// <summary>A definition that is not from a file or text.</summary>
    /// <param name="settings">The settings. Permissions among the unknown properties, as access_control_list, are
    /// those of the definition.</param>
    /// <param name="jobId">The ID of the job; null if the name says which job it is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static JobDefinition Of(JobSettings settings, long? jobId = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        JobSettings copy = settings.Copy();
        return new JobDefinition(new MapNode([], new SourceLocation(File: null, Line: 0, Column: 0)), copy)
        {
            JobId = jobId,
            AccessControlList = DefinitionBinder.TakePermissions(copy),
        };
    }

    /// <summary>Replaces references to the IDs of other jobs of the bundle.</summary>
    /// <param name="jobIds">The IDs by the keys of the jobs. References to jobs without an ID stay.</param>
    /// <returns>The definition with these IDs; the same one if it has no such references.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobIds"/> is null.</exception>
    /// <exception cref="JobDefinitionException">With the IDs, a value is not valid.</exception>
    public JobDefinition WithJobIds(IReadOnlyDictionary<string, long> jobIds)
    {
        ArgumentChecks.NotNull(jobIds, nameof(jobIds));
        return JobReferences.Count > 0 && Resolver is { } resolve ? resolve(jobIds) : this;
    }

    /// <summary>Finds where a setting is defined.</summary>
    /// <param name="path">The path in the settings, such as <c>tasks[1].notebook_task.notebook_path</c>.</param>
    /// <returns>The position of the setting; if it does not exist, that of the innermost object that should have it.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    public SourceLocation Locate(string path)
    {
        ArgumentChecks.NotNull(path, nameof(path));
        return _places.Locate(path);
    }

    /// <summary>The position of a text, number, true or false; null if there is none at the path.</summary>
    internal SourceLocation? LocateValue(string path) => _places.LocateValue(path);

    /// <summary>Adds positions in the file to an error about this definition.</summary>
    /// <param name="exception">The error of <see cref="JobValidator"/> or of a request.</param>
    /// <param name="sent">The settings or request that caused the error, if they differ from the definition. A setting
    /// that differs has no position.</param>
    /// <returns>A <see cref="DefinitionException"/> in which each problem has its position; for a request that the
    /// service rejected, a <see cref="JobDefinitionException"/> with the error of the service as its inner exception;
    /// any other error is returned unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public JobsException Explain(JobsException exception, JobsModel? sent = null)
    {
        ArgumentChecks.NotNull(exception, nameof(exception));
        return _places.Explain(exception, sent);
    }

    /// <summary>The name of the job and where it is defined.</summary>
    public override string ToString() => ScreenText.Line($"{Settings.Name ?? Key ?? "Untitled"} ({Source})");
}
