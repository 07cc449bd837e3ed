namespace Databricks.Jobs.Definitions.Files;

/// <summary>A definition as it is in a file.</summary>
/// <param name="Settings">The settings of the job, or the request or response that contains them.</param>
internal sealed record RawDefinition(MapNode Settings)
{
    /// <summary>The key in <c>resources.jobs</c>; null for another form.</summary>
    public string? Key { get; init; }

    /// <summary>The bundle, which all definitions of one reading share; null for another form.</summary>
    public MapNode? Bundle { get; init; }

    /// <summary>The ID of the job; null if the definition does not say it.</summary>
    public long? JobId { get; init; }

    /// <summary>The references to the IDs of other jobs of the bundle.</summary>
    public IReadOnlyList<JobIdReference> JobReferences { get; init; } = [];

    /// <summary>Reads the job of a bundle again, with the IDs of other jobs.</summary>
    public Func<IReadOnlyDictionary<string, long>, RawDefinition>? WithJobIds { get; init; }

    /// <summary>Whether the service sent it, so that <c>${...}</c> in it is text and not a reference.</summary>
    public bool IsResponse { get; init; }
}
