namespace Databricks.Jobs.Models;

public sealed partial class ClusterSpec
{
    private protected override string? Describe() => NewCluster?.ToString() ?? Phrase.Join(
        ", ",
        ExistingClusterId is null ? null : $"cluster {ExistingClusterId}",
        JobClusterKey is null ? null : $"job cluster {JobClusterKey}");
}

public sealed partial class JobCluster
{
    private protected override string? Describe() =>
        Phrase.Join(": ", JobClusterKey, NewCluster?.ToString() ?? ServerlessComputeId);
}
