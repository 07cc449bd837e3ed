namespace Databricks.Jobs.LocalWorkspace.Storage;

/// <summary>Ids that grow and are as long as the service's, so that nothing that reads them takes them for an int.</summary>
internal sealed class IdSource
{
    private long _last = 481_500_000_000_000;

    public long Next() => _last += 1_009;
}
