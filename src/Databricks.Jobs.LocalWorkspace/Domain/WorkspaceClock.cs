namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The time in the workspace: it starts at the real time and runs <see cref="Speed"/> times as fast.</summary>
internal sealed class WorkspaceClock
{
    private readonly object _lock = new();
    private readonly TimeProvider _provider;
    private DateTimeOffset _origin;
    private long _originStamp;
    private double _speed;

    public WorkspaceClock(TimeProvider provider, double speed)
    {
        _provider = provider;
        _speed = Checked(speed);
        _originStamp = provider.GetTimestamp();
        // The service counts in milliseconds. If a workspace started between two of them, end times would differ by a
        // millisecond from the sum of the durations.
        _origin = DateTimeOffset.FromUnixTimeMilliseconds(provider.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock) return Read();
        }
    }

    public double Speed
    {
        get
        {
            lock (_lock) return _speed;
        }
        set
        {
            lock (_lock)
            {
                _origin = Read();
                _originStamp = _provider.GetTimestamp();
                _speed = Checked(value);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(by), "The time can only move forward. Specify a duration of 0 or more.");
        }

        lock (_lock) _origin += by;
    }

    private DateTimeOffset Read() =>
        _origin + TimeSpan.FromTicks((long)(_provider.GetElapsedTime(_originStamp).Ticks * _speed));

    private static double Checked(double speed) =>
        speed is > 0 and <= 1_000_000
            ? speed
            : throw new ArgumentOutOfRangeException(
                nameof(speed), "The speed must be greater than 0 and at most 1000000.");
}
