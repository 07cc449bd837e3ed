using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Waits for many runs at once with few requests: a list tells 25 runs for the price of one. Like
/// <see cref="RunWaiter"/> it outlives ten minutes of a failing service and has no limit of its own.
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
        var pending = new PendingRuns(runIds);
        int all = pending.Count;
        long start = _time.GetTimestamp();
        for (int poll = 1; pending.Count > 0; poll++)
        {
            foreach (RunEnding ending in await LookAsync(pending, cancellationToken).ConfigureAwait(false))
            {
                pending.Remove(ending.RunId);
                yield return ending;
            }

            TimeSpan elapsed = _time.GetElapsedTime(start);
            progress?.Report(new ManyRunsProgress(all, all - pending.Count, elapsed));
            if (pending.Count > 0 && options?.Timeout <= elapsed)
            {
                foreach (long runId in pending.Ids)
                {
                    yield return await GiveUpAsync(runId, options, cancellationToken).ConfigureAwait(false);
                }

                yield break;
            }

            if (pending.Count > 0)
            {
                await PauseAsync(poll, options?.Timeout - elapsed, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task PauseAsync(int poll, TimeSpan? left, CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(poll, LongestPauseSeconds)) + _client.Options.NextJitter();
        return _time.Pause(left < pause ? left.Value : pause, cancellationToken);
    }

    private async Task<RunEnding> GiveUpAsync(long runId, RunWaitOptions options, CancellationToken cancellationToken)
    {
        if (options.StopOnTimeout)
        {
            await _client.CancelRunAsync(runId, cancellationToken).ConfigureAwait(false);
        }

        return new RunEnding(
            runId, null, new RunWaitTimeoutException(runId, options.Timeout!.Value, options.StopOnTimeout, null));
    }

    private async Task<List<RunEnding>> LookAsync(PendingRuns pending, CancellationToken cancellationToken)
    {
        var endings = new List<RunEnding>();
        var seen = new HashSet<long>();
        if (pending.Count > FewRuns)
        {
            await LookInListAsync(pending, seen, endings, cancellationToken).ConfigureAwait(false);
        }

        // What no list shows (old, deleted, or one of few) is asked for by itself.
        long[] unseen = [.. pending.Ids.Where(id => !seen.Contains(id))];
        for (int i = 0; i < unseen.Length; i += MaxParallel)
        {
            RunEnding[] some = await Task
                .WhenAll(unseen.Skip(i).Take(MaxParallel).Select(id => LookAtAsync(id, cancellationToken)))
                .ConfigureAwait(false);
            endings.AddRange(some.Where(look => HasEnded(look, pending)));
        }

        return endings;
    }

    private async Task LookInListAsync(
        PendingRuns pending,
        HashSet<long> seen,
        List<RunEnding> endings,
        CancellationToken cancellationToken)
    {
        // A page more than the runs would fill; beyond that, asking for each by itself is cheaper in the end.
        int pagesLeft = (pending.Count / RunsOfAPage) + 2;
        IAsyncEnumerable<IReadOnlyList<BaseRun>> pages =
            _client.ListRunPagesAsync(pending.ListOptions(), RetryPolicy.Polling, cancellationToken);
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

    private async Task<RunEnding> LookAtAsync(long runId, CancellationToken cancellationToken)
    {
        try
        {
            Run run = await _client
                .GetRunAsync(runId, includeHistory: true, includeResolvedValues: false, RetryPolicy.Polling, cancellationToken)
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
