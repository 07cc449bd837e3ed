namespace Databricks.Jobs.Http;

/// <summary>
/// Cancels an attempt that transfers nothing for a while or transfers too slowly, or that the caller cancels.
/// </summary>
internal sealed class StallTimeout : IDisposable
{
    // An occasional byte would keep an attempt alive for days.
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
    /// The longest duration of an attempt: no byte until the response starts, then a slow transfer, then no byte again.
    /// </summary>
    public static TimeSpan MaxAttemptDuration(TimeSpan limit) =>
        TimeSpan.FromTicks(limit.Ticks * (1 + SlowTransferFactor + 1));

    public CancellationToken Token => _source.Token;

    public bool HasExpired => Volatile.Read(ref _expired) == 1;

    /// <summary>Whether it expired because the transfer was too slow for too long.</summary>
    public bool WasTooSlow { get; private set; }

    /// <summary>Restarts the time without a byte.</summary>
    public void Restart() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>Counts received bytes of the response body.</summary>
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
            // The attempt ended at the same moment.
        }
    }
}
