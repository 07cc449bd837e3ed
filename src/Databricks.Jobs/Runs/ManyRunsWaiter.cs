using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Waits for many runs at once with few requests: a list tells 25 runs for the price of one. Like
/// <see cref="RunWaiter"/> it outlives ten minutes of a service that does not answer, the end of a token and the sleep
/// of the machine, and has no limit of its own.
/// </summary>
public sealed class ManyRunsWaiter
{
    // With the spread of up to a second and the requests themselves, an ending is told within 10 s.
    private const int LongestPauseSeconds = 8;
    private const int RunsOfAPage = 25;
    private const int FewRuns = 3;
    private const int MaxParallel = 8;

    private readonly JobsClient _client;
    private readonly TimeProvider _time;

    /// <summary>Creates a waiter.</summary>
    public ManyRunsWaiter(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
        _time = client.Options.TimeProvider;
    }

    /// <summary>Waits for runs (jobs/runs/list, jobs/runs/get) and tells each when it ends.</summary>
    /// <param name="runIds">The runs' ids; each is waited for once.</param>
    /// <param name="options">How to wait; null for the usual. What it says of a repair does not count here.</param>
    /// <param name="progress">Is told after each look how many have ended.</param>
    /// <param name="cancellationToken">Ends the wait, not the runs.</param>
    /// <returns>Each run as it ended, or why nothing can be said of it: one that fails to be read ends no other's wait.
    /// </returns>
    public async IAsyncEnumerable<RunEnding> WaitAsync(
        IEnumerable<long> runIds,
        RunWaitOptions? options = null,
        IProgress<ManyRunsProgress>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(runIds, nameof(runIds));
        options ??= new RunWaitOptions();
        var pending = new PendingRuns(runIds);
        int all = pending.Count;
        using var limit = new WaitLimit(_time, options.Timeout, cancellationToken);
        var polling = new PatientPolling(_client, options.Outages);
        long start = _time.GetTimestamp();
        for (int poll = 1; pending.Count > 0; poll++)
        {
            bool isLast = limit.IsUp;
            List<RunEnding>? endings = await LookAsync(pending, polling, limit, isLast, cancellationToken)
                .ConfigureAwait(false);
            foreach (RunEnding ending in endings ?? [])
            {
                pending.Remove(ending.RunId);
                yield return ending;
            }

            progress?.Report(new ManyRunsProgress(all, all - pending.Count, _time.GetElapsedTime(start)));
            if (isLast || endings is null)
            {
                foreach (long[] some in pending.Ids.InGroups(MaxParallel))
                {
                    RunEnding[] given = await Task
                        .WhenAll(some.Select(id => GiveUpAsync(id, options, polling.Outage, cancellationToken)))
                        .ConfigureAwait(false);
                    foreach (RunEnding ending in given) yield return ending;
                }

                yield break;
            }

            TimeSpan pause =
                TimeSpan.FromSeconds(Math.Min(poll, LongestPauseSeconds)) + _client.Options.NextJitter();
            if (pending.Count > 0) await limit.PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private async Task<RunEnding> GiveUpAsync(
        long runId,
        RunWaitOptions options,
        ServiceOutage? outage,
        CancellationToken cancellationToken) =>
        new(runId, null, await TimeUp
            .EndAsync(_client, runId, options, outage, cause: null, cancellationToken)
            .ConfigureAwait(false));

    /// <returns>What has ended; null if the time was up before the service said so.</returns>
    private async Task<List<RunEnding>?> LookAsync(
        PendingRuns pending,
        PatientPolling polling,
        WaitLimit limit,
        bool isLast,
        CancellationToken cancellationToken)
    {
        try
        {
            return isLast
                ? await LookAsync(pending, RetryPolicy.Single, cancellationToken).ConfigureAwait(false)
                : await polling.AskAsync((policy, token) => LookAsync(pending, policy, token), limit.Token)
                    .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsUp)
        {
            // Without an outage, the look that was broken off is taken again, as the last.
            return isLast || polling.Outage is not null ? null : [];
        }
        catch (JobsException exception) when (limit.IsUp && PatientPolling.MayPass(exception))
        {
            return null;
        }
    }

    private async Task<List<RunEnding>> LookAsync(
        PendingRuns pending,
        RetryPolicy policy,
        CancellationToken cancellationToken)
    {
        var endings = new List<RunEnding>();
        var seen = new HashSet<long>();
        if (pending.Count > FewRuns)
        {
            await LookInListAsync(pending, seen, endings, policy, cancellationToken).ConfigureAwait(false);
        }

        // What no list shows (old, deleted, or one of few) is asked for by itself.
        foreach (long[] some in pending.Ids.Where(id => !seen.Contains(id)).InGroups(MaxParallel))
        {
            RunEnding[] looks = await Task
                .WhenAll(some.Select(id => LookAtAsync(id, policy, cancellationToken)))
                .ConfigureAwait(false);
            endings.AddRange(looks.Where(look => HasEnded(look, pending)));
        }

        return endings;
    }

    private async Task LookInListAsync(
        PendingRuns pending,
        HashSet<long> seen,
        List<RunEnding> endings,
        RetryPolicy policy,
        CancellationToken cancellationToken)
    {
        // A page more than the runs would fill; beyond that, asking for each by itself is cheaper in the end.
        int pagesLeft = (pending.Count / RunsOfAPage) + 2;
        IAsyncEnumerable<IReadOnlyList<BaseRun>> pages =
            _client.ListRunPagesAsync(pending.ListOptions(), policy, cancellationToken);
        await foreach (IReadOnlyList<BaseRun> page in pages.ConfigureAwait(false))
        {
            foreach (BaseRun run in page.Where(run => pending.Contains(run.RunId)))
            {
                pending.Note(run.RunId!.Value, run.JobId, run.StartTime);
                // More tasks than a list tells: such a run is read whole, by itself.
                if (run.HasMore != true && seen.Add(run.RunId.Value) && RunOutcome.Of(run).IsFinished)
                {
                    endings.Add(new RunEnding(run.RunId.Value, ToRun(run), null));
                }
            }

            if (seen.Count == pending.Count || --pagesLeft == 0)
            {
                return;
            }
        }
    }

    private static bool HasEnded(RunEnding look, PendingRuns pending)
    {
        if (look.Run is not { } run)
        {
            return true;
        }

        pending.Note(look.RunId, run.JobId, run.StartTime);
        return RunOutcome.Of(run).IsFinished && RepairHistory.IsFinished(run, repairId: null);
    }

    private async Task<RunEnding> LookAtAsync(long runId, RetryPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            Run run = await _client
                .GetRunAsync(runId, includeHistory: true, includeResolvedValues: false, policy, cancellationToken)
                .ConfigureAwait(false);
            return new RunEnding(runId, run, null);
        }
        catch (JobsServiceException exception)
            when (exception.Kind is ServiceErrorKind.NotFound or ServiceErrorKind.PermissionDenied
                or ServiceErrorKind.InvalidRequest)
        {
            return new RunEnding(runId, null, exception);
        }
    }

    private static Run ToRun(BaseRun run) =>
        ModelJson.Read<Run>(run.ToUtf8Json(), new ModelReadContext(strict: false));
}
