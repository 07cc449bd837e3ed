namespace Databricks.Jobs.Models.Clusters;

public sealed partial class ClusterSpec
{
    private protected override string? Describe() => Phrase.Join(", ", Nodes(), SparkVersion);

    internal string? Nodes()
    {
        string? type = NodeTypeId ?? (InstancePoolId is null ? null : $"pool {InstancePoolId}");
        return Phrase.Join(" of ", Workers(), type);
    }

    private string? Workers() => this switch
    {
        { IsSingleNode: true } or { NumWorkers: 0, Autoscale: null } => "single node",
        { Autoscale: { } scale } => $"{scale.MinWorkers} to {scale.MaxWorkers} workers",
        { NumWorkers: 1 } => "1 worker",
        { NumWorkers: { } count } => $"{count} workers",
        _ => null,
    };
}
