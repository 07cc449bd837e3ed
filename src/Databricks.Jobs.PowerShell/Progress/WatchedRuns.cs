using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>What is known of the runs of a wait. All displays of waits show this.</summary>
internal sealed class WatchedRuns(IReadOnlyList<long> runIds)
{
    private readonly Dictionary<long, WatchedRun> _byId = runIds.ToDictionary(
        static id => id, static id => new WatchedRun(id));

    /// <summary>The runs in the order of the wait.</summary>
    public IReadOnlyList<WatchedRun> All => [.. runIds.Select(id => _byId[id])];

    /// <summary>The runs whose wait has not ended.</summary>
    public IEnumerable<WatchedRun> Pending => All.Where(static run => !run.HasEnded);

    /// <summary>The duration of the wait at the last poll.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>An outage of the service in one sentence; null if it responds.</summary>
    public string? Outage { get; set; }

    public void Update(Run run)
    {
        if (run.RunId is { } id && _byId.TryGetValue(id, out WatchedRun? known))
        {
            known.Update(run);
        }
    }

    public void End(RunWaitResult result)
    {
        if (_byId.TryGetValue(result.RunId, out WatchedRun? known))
        {
            known.End(result.Run, result.Error);
        }
    }
}
