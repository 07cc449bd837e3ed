using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Finds the latest run of each of many jobs (jobs/runs/list) with few requests.</summary>
internal sealed class LatestRuns(JobsClient client)
{
    // Up to this number, each job has a request of its own. For more, the list of all runs is read first.
    private const int MaxJobs = 16;

    // Lists have no end in a busy workspace, and some jobs never run.
    private const int MaxPages = 40;

    private readonly JobsClient _client = client;

    public async Task<IReadOnlyDictionary<long, BaseRun?>> FindAsync(
        IEnumerable<long> jobIds,
        CancellationToken cancellationToken)
    {
        var missing = new HashSet<long>(jobIds);
        var found = new Dictionary<long, BaseRun?>();
        bool isWholeList = missing.Count > MaxJobs
            && await ReadListAsync(missing, found, cancellationToken).ConfigureAwait(false);
        if (!isWholeList && missing.Count > MaxJobs) return found;
        long[] rest = [.. missing];
        BaseRun?[] runs = isWholeList
            ? new BaseRun?[rest.Length]
            : await Task.WhenAll(rest.Select(id => ReadFirstAsync(id, cancellationToken))).ConfigureAwait(false);
        for (int i = 0; i < rest.Length; i++) found[rest[i]] = runs[i];
        return found;
    }

    /// <summary>Moves the jobs that the list of all runs has from <paramref name="missing"/> to
    /// <paramref name="found"/>.</summary>
    /// <returns>Whether the list was read to its end.</returns>
    private async Task<bool> ReadListAsync(
        HashSet<long> missing,
        Dictionary<long, BaseRun?> found,
        CancellationToken cancellationToken)
    {
        int pages = 0;
        await foreach (IReadOnlyList<BaseRun> page in _client
            .ListRunPagesAsync(options: null, cancellationToken).ConfigureAwait(false))
        {
            foreach (BaseRun run in page)
            {
                if (run.JobId is { } jobId && missing.Remove(jobId)) found.Add(jobId, run);
            }

            if (missing.Count == 0 || ++pages == MaxPages) return false;
        }

        return true;
    }

    private async Task<BaseRun?> ReadFirstAsync(long jobId, CancellationToken cancellationToken)
    {
        var options = new ListRunsOptions { JobId = jobId, Limit = 1 };
        await foreach (BaseRun run in _client.ListRunsAsync(options, cancellationToken).ConfigureAwait(false))
        {
            return run;
        }

        return null;
    }
}
