using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>What is known of the runs of a wait. All displays of waits show this.</summary>
internal sealed class WatchedRuns(IReadOnlyList<long> runIds)
{
    private readonly Dictionary<long, WatchedRun> _byId = runIds.ToDictionary(
        static id => id, static id => new WatchedRun(id));

    private TimeSpan _ahead;

    /// <summary>The current time of the service. Its clock can be ahead of this one, which shows in the times of its
    /// runs.</summary>
    public DateTimeOffset Now => DateTimeOffset.UtcNow + _ahead;

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
            TimeSpan ahead = RunTimeline.Create(run, DateTimeOffset.MinValue).End - DateTimeOffset.UtcNow;
            _ahead = ahead > _ahead ? ahead : _ahead;
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
