using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Waits for many runs with few requests: one list request returns up to 25 runs.</summary>
internal sealed class ManyRunsWaiter(JobsClient client)
{
    // Together with the jitter of up to a second and the requests themselves, an end is reported within 10 s.
    private const int MaxDelaySeconds = 8;
    private const int RunsPerPage = 25;
    private const int FewRuns = 3;
    private const int MaxParallel = 8;

    private readonly JobsClient _client = client;
    private readonly TimeProvider _time = client.Options.TimeProvider;

    /// <summary>
    /// Polls runs until all have ended (jobs/runs/list, jobs/runs/get), and returns each when it ends.
    /// </summary>
    public async IAsyncEnumerable<RunWaitResult> WaitAsync(
        IEnumerable<long> runIds,
        RunWaitOptions options,
        IProgress<ManyRunsProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new PendingRuns(runIds);
        int all = pending.Count;
        using var deadline = new WaitDeadline(_time, options.Timeout, cancellationToken);
        var policy = new WaitRetryPolicy(_client, options.Outages);
        long start = _time.GetTimestamp();
        for (int poll = 1; pending.Count > 0; poll++)
        {
            bool isLast = deadline.HasPassed;
            List<RunWaitResult>? results = await PollAsync(pending, policy, deadline, isLast, cancellationToken)
                .ConfigureAwait(false);
            foreach (RunWaitResult result in results ?? [])
            {
                pending.Remove(result.RunId);
                yield return result;
            }

            progress?.Report(new ManyRunsProgress(all, all - pending.Count, _time.GetElapsedTime(start)));
            if (isLast || results is null)
            {
                foreach (long[] some in pending.Ids.Chunk(MaxParallel))
                {
                    RunWaitResult[] expired = await Task
                        .WhenAll(some.Select(id => ExpireAsync(id, options, policy.Outage, cancellationToken)))
                        .ConfigureAwait(false);
                    foreach (RunWaitResult result in expired) yield return result;
                }

                yield break;
            }

            TimeSpan delay =
                TimeSpan.FromSeconds(Math.Min(poll, MaxDelaySeconds)) + _client.Options.NextJitter();
            if (pending.Count > 0) await deadline.DelayAsync(delay).ConfigureAwait(false);
        }
    }

    private async Task<RunWaitResult> ExpireAsync(
        long runId,
        RunWaitOptions options,
        ServiceOutage? outage,
        CancellationToken cancellationToken) =>
        new(runId, null, await WaitTimeout
            .ExpireAsync(_client, runId, options, outage, cause: null, cancellationToken)
            .ConfigureAwait(false));

    /// <returns>The runs that have ended; null if the wait timed out before the service responded.</returns>
    private async Task<List<RunWaitResult>?> PollAsync(
        PendingRuns pending,
        WaitRetryPolicy policy,
        WaitDeadline deadline,
        bool isLast,
        CancellationToken cancellationToken)
    {
        try
        {
            if (isLast)
            {
                return await GetFinishedAsync(pending, RetryPolicy.Single, cancellationToken).ConfigureAwait(false);
            }

            List<RunWaitResult> results = await GetFinishedAsync(pending, policy, deadline.Token).ConfigureAwait(false);
            policy.RecordSuccess();
            return results;
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            // Without an outage, the canceled poll is repeated once, as the last one.
            return isLast || policy.Outage is not null ? null : [];
        }
        catch (JobsException exception) when (deadline.HasPassed && WaitRetryPolicy.IsTransient(exception))
        {
            return null;
        }
    }

    private async Task<List<RunWaitResult>> GetFinishedAsync(
        PendingRuns pending,
        RetryPolicy policy,
        CancellationToken cancellationToken)
    {
        var results = new List<RunWaitResult>();
        var seen = new HashSet<long>();
        if (pending.Count > FewRuns)
        {
            await FindInListAsync(pending, seen, results, policy, cancellationToken).ConfigureAwait(false);
        }

        // Runs that the list does not contain (old, deleted, or one of few) are requested one by one.
        foreach (long[] some in pending.Ids.Where(id => !seen.Contains(id)).Chunk(MaxParallel))
        {
            RunWaitResult[] found = await Task
                .WhenAll(some.Select(id => GetResultAsync(id, policy, cancellationToken)))
                .ConfigureAwait(false);
            results.AddRange(found.Where(result => HasEnded(result, pending)));
        }

        return results;
    }

    private async Task FindInListAsync(
        PendingRuns pending,
        HashSet<long> seen,
        List<RunWaitResult> results,
        RetryPolicy policy,
        CancellationToken cancellationToken)
    {
        // One page more than the runs would fill. Beyond that, requesting each run is cheaper.
        int pagesLeft = (pending.Count / RunsPerPage) + 2;
        IAsyncEnumerable<IReadOnlyList<BaseRun>> pages =
            _client.ListRunPagesAsync(pending.ListOptions(), policy, cancellationToken);
        await foreach (IReadOnlyList<BaseRun> page in pages.ConfigureAwait(false))
        {
            foreach (BaseRun run in page.Where(run => pending.Contains(run.RunId)))
            {
                pending.Update(run.RunId!.Value, run.JobId, run.StartTime);
                // A run with more tasks than the list contains is requested by itself.
                if (run.HasMore != true && seen.Add(run.RunId.Value) && RunOutcome.Of(run).IsFinished)
                {
                    results.Add(new RunWaitResult(run.RunId.Value, run.CopyTo(new Run()), null));
                }
            }

            if (seen.Count == pending.Count || --pagesLeft == 0)
            {
                return;
            }
        }
    }

    private static bool HasEnded(RunWaitResult result, PendingRuns pending)
    {
        if (result.Run is not { } run)
        {
            return true;
        }

        pending.Update(result.RunId, run.JobId, run.StartTime);
        return RunOutcome.Of(run).IsFinished && RepairHistory.IsFinished(run, repairId: null);
    }

    private async Task<RunWaitResult> GetResultAsync(
        long runId,
        RetryPolicy policy,
        CancellationToken cancellationToken)
    {
        try
        {
            Run run = await _client
                .GetRunAsync(runId, includeHistory: true, includeResolvedValues: false, policy, cancellationToken)
                .ConfigureAwait(false);
            return new RunWaitResult(runId, run, null);
        }
        catch (JobsServiceException exception)
            when (exception.Kind is ServiceErrorKind.NotFound or ServiceErrorKind.PermissionDenied
                or ServiceErrorKind.InvalidRequest)
        {
            return new RunWaitResult(runId, null, exception);
        }
    }
}
