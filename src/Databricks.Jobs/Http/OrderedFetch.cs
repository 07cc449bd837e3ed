namespace Databricks.Jobs.Http;

/// <summary>
/// Fetches many objects concurrently and returns them in the order of the requests. For one consumer: it is called from
/// one thread at a time.
/// </summary>
/// <typeparam name="TKey">The key of an object, such as an ID.</typeparam>
/// <typeparam name="T">The object.</typeparam>
/// <param name="limit">The maximum number of concurrent requests.</param>
/// <param name="fetch">Fetches one object; started on a thread of the pool.</param>
/// <param name="cancellationToken">Cancels all requests.</param>
// A semaphore without a wait handle holds no resources, and requests may run longer than the consumer exists.
#pragma warning disable CA1001
internal sealed class OrderedFetch<TKey, T>(
    int limit,
    Func<TKey, CancellationToken, Task<T>> fetch,
    CancellationToken cancellationToken)
#pragma warning restore CA1001
{
    // A slow first response must neither block the others nor let all results accumulate behind it.
    private const int AheadPerRequest = 4;

    private readonly SemaphoreSlim _free = new(limit);
    private readonly Queue<(TKey Key, Task<T> Result)> _waiting = new();

    /// <summary>Whether all results have been taken.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Whether the next result is available, or has failed.</summary>
    public bool IsReady => !IsEmpty && _waiting.Peek().Result.IsCompleted;

    /// <summary>Whether a result must be taken before the next object is requested.</summary>
    public bool IsFull => _waiting.Count >= limit * AheadPerRequest;

    /// <summary>Requests an object. The request starts as soon as fewer than the limit are in progress.</summary>
    public void Add(TKey key)
    {
        // Waits are started here, because the pool does not run work in order.
        Task turn = _free.WaitAsync(cancellationToken);
        _waiting.Enqueue((key, Task.Run(() => FetchAsync(key, turn), CancellationToken.None)));
    }

    /// <summary>The next result in order, which may still be pending or have failed.</summary>
    public (TKey Key, Task<T> Result) Take() => _waiting.Dequeue();

    private async Task<T> FetchAsync(TKey key, Task turn)
    {
        await turn.ConfigureAwait(false);
        try
        {
            return await fetch(key, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }
}
