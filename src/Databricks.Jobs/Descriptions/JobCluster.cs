using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class JobCluster
{
    private protected override string? Describe() => Phrase.Join(": ", JobClusterKey, NewCluster?.ToString() ?? ServerlessComputeId);
}
