namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// Increasing IDs that are as long as those of the service, so that code that reads them as 32-bit integers fails. Each
/// workspace starts elsewhere, so that an ID of one is not the ID of something else in another.
/// </summary>
internal sealed class IdSource
{
    private long _last = 100_000_000_000_000 + (Guid.NewGuid().GetHashCode() * 100_000L & 0x1_FFFF_FFFF_FFFF);

    public long Next() => _last += 1_009;
}
