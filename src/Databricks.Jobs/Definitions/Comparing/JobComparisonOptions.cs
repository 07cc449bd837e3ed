namespace Databricks.Jobs.Definitions;

/// <summary>How two definitions of jobs are compared. By default, both are from files.</summary>
/// <remarks>
/// A definition from a file can leave values to the service, such as the zone of a cluster; a definition that the
/// service returned has them. So a value that is missing in a definition from the service is a difference.
/// </remarks>
public sealed class JobComparisonOptions
{
    /// <summary>Whether the service returned the first definition.</summary>
    public bool LeftFromService { get; set; }

    /// <summary>Whether the service returned the second definition.</summary>
    public bool RightFromService { get; set; }

    /// <summary>
    /// Whether the service returned both definitions. Then every value that only one of them has is a difference, also
    /// those that the service does not always return, such as run_as.
    /// </summary>
    public bool BothFromService
    {
        get => LeftFromService && RightFromService;
        set => LeftFromService = RightFromService = value;
    }
}
