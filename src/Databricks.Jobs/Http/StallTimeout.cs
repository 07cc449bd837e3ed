namespace Databricks.Jobs.Http;

/// <summary>
/// Ends an attempt when nothing moved for a while, when it crawls without end, or when the caller wants it ended.
/// </summary>
internal sealed class StallTimeout : IDisposable
{
    // A byte now and then would keep an attempt going for days. Whatever crawls like that is no working connection.
    private const int MinBytesPerSecond = 100;
    private const int SlowTransferFactor = 5;

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _limit;
    private long? _firstByte;
    private long _bytes;
    private int _expired;

    public StallTimeout(TimeProvider time, TimeSpan limit, CancellationToken caller)
    {
        _time = time;
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _timer = time.CreateTimer(
            static timer => ((StallTimeout)timer!).Expire(),
            this,
            limit,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// What no attempt lasts longer than: nothing until the answer begins, then crawling, then nothing again.
    /// </summary>
    public static TimeSpan MaxAttemptDuration(TimeSpan limit) =>
        TimeSpan.FromTicks(limit.Ticks * (1 + SlowTransferFactor + 1));

    public CancellationToken Token => _source.Token;

    public bool HasExpired => Volatile.Read(ref _expired) == 1;

    /// <summary>Whether it ended although bytes kept coming, because they were too few for too long.</summary>
    public bool WasTooSlow { get; private set; }

    /// <summary>Something moved.</summary>
    public void Restart() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>Some bytes of the answer's body came.</summary>
    public void CountBytes(int bytes)
    {
        Restart();
        _firstByte ??= _time.GetTimestamp();
        _bytes += bytes;
        double seconds = _time.GetElapsedTime(_firstByte.Value).TotalSeconds;
        if (seconds <= _limit.TotalSeconds * SlowTransferFactor || _bytes >= seconds * MinBytesPerSecond) return;
        WasTooSlow = true;
        Expire();
    }

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
