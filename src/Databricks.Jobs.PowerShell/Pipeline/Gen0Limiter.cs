namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Limits the memory that a long list uses.</summary>
/// <remarks>
/// The runtime sizes generation 0 by the processor's cache and collects when it is full. On a server with a cache of
/// hundreds of megabytes, a list of 40 MB ends before the first collection, and the process has grown by twice that.
/// Only a page or two are alive, so a collection takes about a millisecond. With the caches of usual machines, the
/// runtime collects often enough, and this class does nothing.
/// </remarks>
internal sealed class Gen0Limiter
{
#if NET
    private const long MaxAllocatedBytes = 12 * 1024 * 1024;

    private long _allocated = GC.GetTotalAllocatedBytes();
    private int _collections = GC.CollectionCount(0);

    /// <summary>Collects if the limit was allocated since the last collection.</summary>
    public void CollectIfNeeded()
    {
        int collections = GC.CollectionCount(0);
        long allocated = GC.GetTotalAllocatedBytes();
        if (collections == _collections)
        {
            if (allocated - _allocated < MaxAllocatedBytes)
            {
                return;
            }

            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            collections++;
        }

        _collections = collections;
        _allocated = allocated;
    }
#else
    /// <summary>Does nothing, because .NET Framework does not report allocations.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Performance", "CA1822", Justification = "It is an instance member on the other target.")]
    public void CollectIfNeeded()
    {
    }
#endif
}
