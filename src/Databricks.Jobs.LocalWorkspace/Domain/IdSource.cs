
namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Ids that grow, as long as the service's: nothing that reads them can take them for an int.</summary>
internal sealed class IdSource
{
    private long _last = 481_500_000_000_000;

    public long Next() => _last += 1_009;
}
