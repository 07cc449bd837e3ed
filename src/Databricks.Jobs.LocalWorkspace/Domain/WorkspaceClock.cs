
namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Workspace time: starts at the real time and runs <see cref="Speed"/> times as fast.</summary>
internal sealed class WorkspaceClock
{
    private readonly object _gate = new();
    private readonly TimeProvider _provider;
    private DateTimeOffset _origin;
    private long _originStamp;
    private double _speed;

    public WorkspaceClock(TimeProvider provider, double speed)
    {
        _provider = provider;
        _speed = Checked(speed);
        _originStamp = provider.GetTimestamp();
        // The service counts in milliseconds: a workspace that starts between two of them would show ends that are
        // a millisecond off the sum of their parts.
        _origin = DateTimeOffset.FromUnixTimeMilliseconds(provider.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate) return Read();
        }
    }

    public double Speed
    {
        get
        {
            lock (_gate) return _speed;
        }
        set
        {
            lock (_gate)
            {
                _origin = Read();
                _originStamp = _provider.GetTimestamp();
                _speed = Checked(value);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(by), "Time only moves forward.");
        lock (_gate) _origin += by;
    }

    private DateTimeOffset Read() =>
        _origin + TimeSpan.FromTicks((long)(_provider.GetElapsedTime(_originStamp).Ticks * _speed));

    private static double Checked(double speed) =>
        speed is > 0 and <= 1_000_000
            ? speed
            : throw new ArgumentOutOfRangeException(nameof(speed), "The speed is more than 0 and at most 1000000.");
}
