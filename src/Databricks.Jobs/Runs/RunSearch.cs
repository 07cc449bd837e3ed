using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Finds runs (jobs/runs/list), newest first. The service filters what it can; the rest is filtered here while
/// the pages come.</summary>
public sealed class RunSearch
{
    // More lists than these at once would cost more than one list of everything.
    private const int MaxLists = 16;
    private const int MaxPageSize = 25;

    private readonly JobsClient _client;

    /// <summary>Creates a search.</summary>
    public RunSearch(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>Finds runs, page by page. A page may be empty.</summary>
    /// <param name="options">Which runs.</param>
    /// <param name="cancellationToken">Ends the search, and the requests that are under way.</param>
    public IAsyncEnumerable<IReadOnlyList<BaseRun>> FindPagesAsync(
        RunSearchOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(options, nameof(options));
        long[]? jobIds = options.JobIds?.Distinct().ToArray();
        return jobIds switch
        {
            null => FindAsync(options, null, options.Filter, cancellationToken),
            [] => Nothing(),
            [var jobId] => FindAsync(options, jobId, options.Filter, cancellationToken),
            { Length: <= MaxLists } => MergeAsync(options, jobIds, cancellationToken),
            _ => FindAsync(options, null, OfJobs(options, jobIds), cancellationToken),
        };
    }

    /// <summary>Finds runs, one by one.</summary>
    /// <param name="options">Which runs.</param>
    /// <param name="cancellationToken">Ends the search, and the requests that are under way.</param>
    public IAsyncEnumerable<BaseRun> FindAsync(
        RunSearchOptions options,
        CancellationToken cancellationToken = default) =>
        Pager.FlattenAsync(FindPagesAsync(options, CancellationToken.None), cancellationToken);

    private static Func<BaseRun, bool> OfJobs(RunSearchOptions options, long[] jobIds)
    {
        var wanted = new HashSet<long>(jobIds);
        return run => run.JobId is { } jobId && wanted.Contains(jobId) && options.Filter?.Invoke(run) != false;
    }

    private async IAsyncEnumerable<IReadOnlyList<BaseRun>> FindAsync(
        RunSearchOptions options,
        long? jobId,
        Func<BaseRun, bool>? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isLocal = options.IsLocal || filter is not null;
        ListRunsOptions list = ToList(options, jobId, isLocal);
        await foreach (IReadOnlyList<BaseRun> page in _client
            .ListRunPagesAsync(list, cancellationToken).ConfigureAwait(false))
        {
            bool isOver = page.Any(run => IsTooOld(run, options));
            yield return isLocal || isOver ? [.. page.Where(run => Takes(run, options, filter))] : page;
            if (isOver) yield break;
        }
    }

    // Each list is sorted: what is newest of all is at the head of one of them.
    private async IAsyncEnumerable<IReadOnlyList<BaseRun>> MergeAsync(
        RunSearchOptions options,
        long[] jobIds,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<IAsyncEnumerator<BaseRun>> lists = [.. jobIds.Select(jobId => Pager
            .FlattenAsync(FindAsync(options, jobId, options.Filter, CancellationToken.None), cancellationToken)
            .GetAsyncEnumerator(cancellationToken))];
        try
        {
            bool[] haveHead = await Task.WhenAll(lists.Select(static list => list.MoveNextAsync().AsTask()))
                .ConfigureAwait(false);
            List<IAsyncEnumerator<BaseRun>> open = [.. lists.Where((_, i) => haveHead[i])];
            while (open.Count > 0)
            {
                IAsyncEnumerator<BaseRun> newest = open.Aggregate(static (best, other) =>
                    other.Current.StartTime > best.Current.StartTime ? other : best);
                yield return [newest.Current];
                if (!await newest.MoveNextAsync().ConfigureAwait(false)) open.Remove(newest);
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<BaseRun> list in lists) await list.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ListRunsOptions ToList(RunSearchOptions options, long? jobId, bool isLocal)
    {
        bool haveEnded = options.Results is not null || options.States?.All(static state => state == "TERMINATED") == true;
        bool goOn = options.States?.All(static state => state != "TERMINATED") == true;
        return new ListRunsOptions
        {
            JobId = jobId,
            ActiveOnly = options.Active || (goOn && !options.Completed && !haveEnded),
            CompletedOnly = options.Completed || (haveEnded && !options.Active && !goOn),
            RunType = options.RunType,
            ExpandTasks = options.ExpandTasks,
            StartTimeFrom = options.StartedAfter,
            StartTimeTo = options.StartedBefore,
            // A page of one run may hold none that is wanted.
            Limit = isLocal ? MaxPageSize : Math.Min(options.Wanted ?? MaxPageSize, MaxPageSize),
        };
    }

    // A service that does not keep to the window would go on to its oldest run.
    private static bool IsTooOld(BaseRun run, RunSearchOptions options) =>
        run.StartTime is { } start && start < Whole(options.StartedAfter);

    // The service is asked in whole milliseconds.
    private static DateTimeOffset? Whole(DateTimeOffset? time) =>
        time is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;

    private static bool Takes(BaseRun run, RunSearchOptions options, Func<BaseRun, bool>? filter)
    {
        if (IsTooOld(run, options) || filter?.Invoke(run) == false) return false;
        if (options.States is null && options.Results is null) return true;
        RunOutcome outcome = RunOutcome.Of(run);
        return (options.States is null || options.States.Contains(StateOf(outcome)))
            && (options.Results is null || (outcome.Result is { } result && options.Results.Contains(result)));
    }

    // The words of the newer of the two ways of telling.
    private static string StateOf(RunOutcome outcome) =>
        outcome.IsFinished ? "TERMINATED"
        : outcome.State == "WAITING_FOR_RETRY" ? "WAITING"
        : outcome.State;

    private static async IAsyncEnumerable<IReadOnlyList<BaseRun>> Nothing()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
