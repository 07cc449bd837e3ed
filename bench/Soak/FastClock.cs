namespace Soak;

/// <summary>Runs a fixed number of times as fast as the system's clock, timers and all. Client and workspace share it,
/// so that every limit and every pause keeps its length in the time of the service.</summary>
internal sealed class FastClock(double speed) : TimeProvider
{
    private readonly DateTimeOffset _origin = System.GetUtcNow();
    private readonly long _originStamp = System.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _origin + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => (long)(System.GetElapsedTime(_originStamp).Ticks * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(this, System.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)));

    public TimeSpan ToReal(TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
        {
            return span;
        }

        // Timers count whole milliseconds; rounded up, none fires before its time.
        return TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed));
    }

    private sealed class FastTimer(FastClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            timer.Change(clock.ToReal(dueTime), clock.ToReal(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
