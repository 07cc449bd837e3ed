namespace Databricks.Jobs.Http;

/// <summary>Delays all requests of a connection after the service returned 429 to one of them.</summary>
internal sealed class RateLimitGate(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private long _opensAtTicks;

    /// <summary>How long the gate remains closed.</summary>
    public TimeSpan Remaining => new(Math.Max(0, Volatile.Read(ref _opensAtTicks) - Now));

    private long Now => time.GetElapsedTime(_origin).Ticks;

    public void Close(TimeSpan duration)
    {
        long opensAt = Now + duration.Ticks;
        long known;
        while (opensAt > (known = Volatile.Read(ref _opensAtTicks)))
        {
            if (Interlocked.CompareExchange(ref _opensAtTicks, opensAt, known) == known) return;
        }
    }

    /// <summary>
    /// Waits until the gate is open. A gate that remains closed for longer than <paramref name="maxDelay"/> is passed
    /// immediately: the error of the service tells the caller more than a wait that cannot end in time.
    /// </summary>
    public async ValueTask WaitAsync(TimeSpan maxDelay, CancellationToken cancellationToken)
    {
        TimeSpan remaining;
        while ((remaining = Remaining) > TimeSpan.Zero && remaining <= maxDelay)
        {
            await time.DelayAsync(remaining, cancellationToken).ConfigureAwait(false);
            maxDelay -= remaining;
        }
    }
}
