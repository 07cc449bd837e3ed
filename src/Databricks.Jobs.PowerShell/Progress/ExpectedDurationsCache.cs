using Databricks.Jobs.Runs.Statistics;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>How long the runs of a wait probably take: one request for each job, beside the polls.</summary>
/// <remarks>If a request fails, nothing is expected: it must not end the wait. A wait for the runs of very many jobs
/// requests only those of the first ones.</remarks>
internal sealed class ExpectedDurationsCache(Func<JobsClient> client, CancellationToken stopToken) : IDisposable
{
    private const int MaxJobs = 10;

    private readonly Dictionary<long, Task<ExpectedDurations>> _requests = [];
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopToken);

    /// <summary>Adds to a run what is known, and requests what is not.</summary>
    /// <returns>Whether something was added.</returns>
    public bool Complete(WatchedRun run)
    {
        if (run.Expected is not null || run.Run?.JobId is not { } jobId)
        {
            return false;
        }

        if (!_requests.TryGetValue(jobId, out Task<ExpectedDurations>? request))
        {
            if (_requests.Count == MaxJobs)
            {
                return false;
            }

            request = client().GetExpectedDurationsAsync(jobId, _ended.Token);
            _requests.Add(jobId, request);
        }

        run.Expected = request.Status == TaskStatus.RanToCompletion ? request.Result : null;
        return run.Expected is not null;
    }

    public void Dispose()
    {
        _ended.Cancel();
        foreach (Task<ExpectedDurations> request in _requests.Values)
        {
            // Its failure was nobody's.
            _ = request.ContinueWith(
                static one => one.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
        }

        _ended.Dispose();
    }
}
