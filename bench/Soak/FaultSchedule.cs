using Databricks.Jobs.LocalWorkspace;

namespace Soak;

/// <summary>Lets the episodes come and go, and remembers when they did.</summary>
internal sealed class FaultSchedule(LocalWorkspaceServer workspace, ToggleProxy proxy, FastClock clock)
{
    private static readonly TimeSpan s_pauseBetweenFaults = TimeSpan.FromMinutes(3);
    // A request without a response times out after a minute, and the next poll can be some seconds later.
    private static readonly TimeSpan s_aftermath = TimeSpan.FromSeconds(75);

    private readonly object _gate = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _windows = [];
    private readonly Dictionary<string, (int Times, int Hits)> _seen = [];

    /// <summary>How often each episode came, and how many requests it hit.</summary>
    public IReadOnlyDictionary<string, (int Times, int Hits)> Seen => _seen;

    public async Task RunAsync(CancellationToken end)
    {
        for (int i = 0; ; i++)
        {
            await Task.Delay(s_pauseBetweenFaults, clock, end).ConfigureAwait(false);
            await RunWindowAsync(FaultWindow.Cycle[i % FaultWindow.Cycle.Count], end).ConfigureAwait(false);
        }
    }

    /// <summary>Whether anything was wrong between two times, or shortly before.</summary>
    public bool HadFaults(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return _windows.Any(window => window.From <= to && window.To >= from - s_aftermath);
        }
    }

    private async Task RunWindowAsync(FaultWindow window, CancellationToken end)
    {
        Fault[] faults = window.Faults(clock.GetUtcNow());
        int broken = proxy.Broken;
        int place;

        lock (_gate)
        {
            place = _windows.Count;
            _windows.Add((clock.GetUtcNow(), DateTimeOffset.MaxValue));
        }

        if (faults.Length == 0)
        {
            proxy.Close();
        }

        foreach (Fault fault in faults)
        {
            workspace.AddFault(fault);
        }

        try
        {
            await Task.Delay(window.Duration, clock, end).ConfigureAwait(false);
        }
        finally
        {
            workspace.ClearFaults();

            if (faults.Length == 0)
            {
                proxy.Open();
            }

            (int times, int hits) = _seen.GetValueOrDefault(window.Name);
            _seen[window.Name] = (times + 1, hits + faults.Sum(fault => fault.Hits) + proxy.Broken - broken);

            lock (_gate)
            {
                _windows[place] = (_windows[place].From, clock.GetUtcNow());
            }
        }
    }
}
