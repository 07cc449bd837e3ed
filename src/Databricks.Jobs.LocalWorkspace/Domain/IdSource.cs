namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// Increasing IDs that are as long as those of the service, so that code that reads them as 32-bit integers fails.
/// </summary>
internal sealed class IdSource
{
    private long _last = 481_500_000_000_000;

    public long Next() => _last += 1_009;
}
