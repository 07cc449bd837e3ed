using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The runs that have not ended yet, and the facts about them that make a list request shorter.</summary>
internal sealed class PendingRuns
{
    private readonly Dictionary<long, Run?> _runs = [];

    public PendingRuns(IEnumerable<long> runIds)
    {
        foreach (long runId in runIds)
        {
            _runs[runId] = null;
        }
    }

    public int Count => _runs.Count;

    public IReadOnlyList<long> Ids => [.. _runs.Keys];

    /// <summary>The runs as they were last read, without those that were never read.</summary>
    public IReadOnlyList<Run> Read => [.. _runs.Values.OfType<Run>()];

    /// <summary>A run as it was last read; null if it was never read.</summary>
    public Run? Latest(long runId) => _runs.TryGetValue(runId, out Run? run) ? run : null;

    public bool Contains(long? runId) => runId is { } id && _runs.ContainsKey(id);

    public void Remove(long runId) => _runs.Remove(runId);

    public void Update(long runId, Run run) => _runs[runId] = run;

    /// <summary>The options of the shortest list that contains all of them, as far as is known.</summary>
    public ListRunsOptions ListOptions()
    {
        Run?[] known = [.. _runs.Values];
        long? job = known[0]?.JobId;
        return new ListRunsOptions
        {
            ExpandTasks = true,
            JobId = known.All(run => run?.JobId == job) ? job : null,
            StartTimeFrom = known.All(run => run?.StartTime is not null) ? known.Min(run => run!.StartTime) : null,
        };
    }
}
