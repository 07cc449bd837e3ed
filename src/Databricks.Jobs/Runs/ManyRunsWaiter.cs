using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Waits for many runs with few requests: one list request returns up to 25 runs.</summary>
internal sealed class ManyRunsWaiter(JobsClient client, RunWaitOptions options)
{
    // Together with the jitter of up to a second and the requests themselves, an end is reported within 10 s.
    private const int MaxDelaySeconds = 8;
    private const int RunsPerPage = 25;
    private const int FewRuns = 3;
    private const int MaxParallel = 8;

    private readonly JobsClient _client = client;
    private readonly TimeProvider _time = client.Options.TimeProvider;
    private readonly RunWaitOptions _options = options;
    private readonly long _start = client.Options.TimeProvider.GetTimestamp();

    /// <summary>
    /// Polls runs until all have ended (jobs/runs/list, jobs/runs/get), and returns each when it ends.
    /// </summary>
    public async IAsyncEnumerable<RunWaitResult> WaitAsync(
        IEnumerable<long> runIds,
        IProgress<ManyRunsProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new PendingRuns(runIds);
        int all = pending.Count;
        using var deadline = new WaitDeadline(_time, _options.Timeout, cancellationToken);
        var policy = new WaitRetryPolicy(_client, _options.Outages);
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

            progress?.Report(new ManyRunsProgress(
                all, all - pending.Count, pending.Read, _time.GetElapsedTime(_start)));
            if (isLast || results is null)
            {
                foreach (long[] some in pending.Ids.Chunk(MaxParallel))
                {
                    RunWaitResult[] expired = await Task
                        .WhenAll(some.Select(
                            id => ExpireAsync(id, pending.Latest(id), policy.Outage, cancellationToken)))
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
        Run? latest,
        ServiceOutage? outage,
        CancellationToken cancellationToken) =>
        new(runId, latest, await WaitTimeout
            .ExpireAsync(_client, runId, latest, _options, outage, cause: null, cancellationToken)
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
        catch (JobsException exception)
        {
            // Further polls would fail in the same way, so this ends the wait for all runs.
            return [.. pending.Ids.Select(id => new RunWaitResult(id, pending.Latest(id), exception))];
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
            results.AddRange(found
                .Where(result => HasEnded(result, pending))
                .Select(result => new RunWaitResult(result.RunId, pending.Latest(result.RunId), result.Error)));
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
            foreach (Run run in page.Where(run => pending.Contains(run.RunId)).Select(run => run.CopyTo(new Run())))
            {
                long id = run.RunId!.Value;
                pending.Update(id, run);
                bool hasEnded = RunOutcome.Of(run).IsFinished;
                // Requested by itself: a run with more tasks than the list contains, and a repair that was just started
                // while the run still shows its previous result.
                bool isComplete = run.HasMore != true && !(hasEnded && RepairIdOf(id) is not null);
                if (isComplete && seen.Add(id) && hasEnded)
                {
                    results.Add(new RunWaitResult(id, run, null));
                }
            }

            if (seen.Count == pending.Count || --pagesLeft == 0)
            {
                return;
            }
        }
    }

    private bool HasEnded(RunWaitResult result, PendingRuns pending)
    {
        if (result.Run is not { } run)
        {
            return !MayAppear(result, pending);
        }

        pending.Update(result.RunId, run);
        return RunOutcome.Of(run).IsFinished && RepairHistory.IsFinished(run, RepairIdOf(result.RunId));
    }

    // The service might not find a run that was just started.
    private bool MayAppear(RunWaitResult result, PendingRuns pending) =>
        _options.IsNewRun
        && pending.Latest(result.RunId) is null
        && result.Error is NotFoundException or PermissionDeniedException
        && _time.GetElapsedTime(_start) < WaitRetryPolicy.MaxOutage;

    private long? RepairIdOf(long runId) =>
        _options.RepairIds is { } ids && ids.TryGetValue(runId, out long repairId) ? repairId : null;

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
