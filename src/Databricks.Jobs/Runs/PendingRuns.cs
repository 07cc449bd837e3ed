namespace Databricks.Jobs.Runs;

/// <summary>The runs that have not ended yet, and the facts about them that make a list request shorter.</summary>
internal sealed class PendingRuns
{
    private readonly Dictionary<long, (long? JobId, DateTimeOffset? Start)> _runs = [];

    public PendingRuns(IEnumerable<long> runIds)
    {
        foreach (long runId in runIds)
        {
            _runs[runId] = default;
        }
    }

    public int Count => _runs.Count;

    public IReadOnlyList<long> Ids => [.. _runs.Keys];

    public bool Contains(long? runId) => runId is { } id && _runs.ContainsKey(id);

    public void Remove(long runId) => _runs.Remove(runId);

    public void Update(long runId, long? jobId, DateTimeOffset? start) => _runs[runId] = (jobId, start);

    /// <summary>The options of the shortest list that contains all of them, as far as is known.</summary>
    public ListRunsOptions ListOptions()
    {
        (long? JobId, DateTimeOffset? Start)[] known = [.. _runs.Values];
        long? job = known[0].JobId;
        return new ListRunsOptions
        {
            ExpandTasks = true,
            JobId = known.All(run => run.JobId == job) ? job : null,
            StartTimeFrom = known.All(run => run.Start is not null) ? known.Min(run => run.Start) : null,
        };
    }
}
