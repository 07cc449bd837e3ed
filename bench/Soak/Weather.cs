using Databricks.Jobs.LocalWorkspace;

namespace Soak;

/// <summary>Lets the episodes come and go, and remembers when they did.</summary>
internal sealed class Weather(LocalWorkspaceServer workspace, Door door, FastClock clock)
{
    private static readonly TimeSpan s_calm = TimeSpan.FromMinutes(3);
    // A request without a response times out after a minute, and the next poll can be several seconds later.
    private static readonly TimeSpan s_aftermath = TimeSpan.FromSeconds(75);

    private readonly object _gate = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _bad = [];
    private readonly Dictionary<string, (int Times, int Hits)> _seen = [];

    /// <summary>How often each episode came, and how many requests it hit.</summary>
    public IReadOnlyDictionary<string, (int Times, int Hits)> Seen => _seen;

    public async Task ChangeAsync(CancellationToken end)
    {
        for (int i = 0; ; i++)
        {
            await Task.Delay(s_calm, clock, end).ConfigureAwait(false);
            await PassAsync(Episode.Schedule[i % Episode.Schedule.Count], end).ConfigureAwait(false);
        }
    }

    /// <summary>Whether anything was wrong between two times, or shortly before.</summary>
    public bool WasBad(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return _bad.Any(bad => bad.From <= to && bad.To >= from - s_aftermath);
        }
    }

    private async Task PassAsync(Episode episode, CancellationToken end)
    {
        Fault[] faults = episode.Faults(clock.GetUtcNow());
        int broken = door.Broken;
        int place;

        lock (_gate)
        {
            place = _bad.Count;
            _bad.Add((clock.GetUtcNow(), DateTimeOffset.MaxValue));
        }

        if (faults.Length == 0)
        {
            door.Shut();
        }

        foreach (Fault fault in faults)
        {
            workspace.AddFault(fault);
        }

        try
        {
            await Task.Delay(episode.Duration, clock, end).ConfigureAwait(false);
        }
        finally
        {
            workspace.ClearFaults();

            if (faults.Length == 0)
            {
                door.Open();
            }

            (int times, int hits) = _seen.GetValueOrDefault(episode.Name);
            _seen[episode.Name] = (times + 1, hits + faults.Sum(fault => fault.Hits) + door.Broken - broken);

            lock (_gate)
            {
                _bad[place] = (_bad[place].From, clock.GetUtcNow());
            }
        }
    }
}
