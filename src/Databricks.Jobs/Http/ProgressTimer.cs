namespace Databricks.Jobs.Http;

/// <summary>Ends an attempt when nothing moved for a while, or when the caller wants it ended.</summary>
internal sealed class ProgressTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _limit;
    private int _expired;

    public ProgressTimer(TimeProvider time, TimeSpan limit, CancellationToken caller)
    {
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = time.CreateTimer(
            static timer => ((ProgressTimer)timer!).Expire(),
            this,
            limit,
            Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    public bool HasExpired => Volatile.Read(ref _expired) == 1;

    /// <summary>Some bytes went or came.</summary>
    public void Tick() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        Volatile.Write(ref _expired, 1);
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended in the same moment.
        }
    }
}
