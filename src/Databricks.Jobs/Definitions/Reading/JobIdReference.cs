namespace Databricks.Jobs.Definitions;

/// <summary>A reference to the ID of another job of the same bundle: <c>${resources.jobs.key.id}</c>.</summary>
/// <param name="JobKey">The key of the other job in <c>resources.jobs</c>.</param>
/// <param name="Location">Where the reference is.</param>
public sealed record JobIdReference(string JobKey, SourceLocation Location);
