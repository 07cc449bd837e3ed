namespace Databricks.Jobs.Http;

/// <summary>Fetches many things at once and gives them in the order in which they were asked for. For one consumer: it
/// is called from one thread at a time.</summary>
/// <typeparam name="TKey">What a thing is asked for by, such as an id.</typeparam>
/// <typeparam name="T">The thing.</typeparam>
/// <param name="limit">How many requests are under way at most.</param>
/// <param name="fetch">Fetches one; begun on a thread of the pool.</param>
/// <param name="cancellationToken">Ends all requests at once.</param>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing, and requests may outlive the consumer.
internal sealed class OrderedFetch<TKey, T>(
    int limit,
    Func<TKey, CancellationToken, Task<T>> fetch,
    CancellationToken cancellationToken)
#pragma warning restore CA1001
{
    // One slow answer at the head must not leave the others idle, nor may all the rest pile up behind it.
    private const int AheadPerRequest = 4;

    private readonly SemaphoreSlim _free = new(limit);
    private readonly Queue<(TKey Key, Task<T> Result)> _waiting = new();

    /// <summary>Whether something was asked for and not taken yet.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Whether the next one is there, or has failed.</summary>
    public bool IsReady => !IsEmpty && _waiting.Peek().Result.IsCompleted;

    /// <summary>Whether so many wait that one must be taken before the next is asked for.</summary>
    public bool IsFull => _waiting.Count >= limit * AheadPerRequest;

    /// <summary>Asks for one; its request begins as soon as fewer than the limit are under way.</summary>
    public void Add(TKey key)
    {
        // Asked for here, so that turns are given in order; the pool keeps to none.
        Task turn = _free.WaitAsync(cancellationToken);
        _waiting.Enqueue((key, Task.Run(() => FetchAsync(key, turn), CancellationToken.None)));
    }

    /// <summary>The next one in order. Whoever takes it waits for it, and sees its failure.</summary>
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
