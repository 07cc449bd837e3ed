namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Keeps a long list from taking more memory than it needs.</summary>
/// <remarks>
/// The runtime sizes the youngest generation by the processor's cache and lets it fill before it collects: on a server with
/// a cache of hundreds of megabytes a list of 40 MB ends before the first collection, and the process has grown by twice
/// that. What lives is a page or two, so that a collection takes about a millisecond. Where the runtime collects by itself in
/// time, as with the caches of usual machines, this does nothing.
/// </remarks>
internal sealed class Gen0Limiter
{
#if NET
    private const long MaxAllocatedBytes = 12 * 1024 * 1024;

    private long _allocated = GC.GetTotalAllocatedBytes();
    private int _collections = GC.CollectionCount(0);

    /// <summary>Collects if much was allocated since the last collection.</summary>
    public void CollectIfNeeded()
    {
        int collections = GC.CollectionCount(0);
        long allocated = GC.GetTotalAllocatedBytes();
        if (collections == _collections)
        {
            if (allocated - _allocated < MaxAllocatedBytes) return;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            collections++;
        }

        _collections = collections;
        _allocated = allocated;
    }
#else
    /// <summary>Does nothing: .NET Framework tells nobody how much was allocated.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "It is the same member on every target.")]
    public void CollectIfNeeded()
    {
    }
#endif
}
