namespace Databricks.Jobs.Definitions;

/// <summary>How two definitions of jobs are compared.</summary>
public sealed class JobComparisonOptions
{
    /// <summary>
    /// Whether the service returned both definitions. Then a value that only one of them has is a difference, even if
    /// the service chooses the value for definitions that omit it, such as run_as or the zone of a cluster. The
    /// default is false: one of the definitions may be from a file that leaves the choice to the service.
    /// </summary>
    public bool BothFromService { get; set; }
}
