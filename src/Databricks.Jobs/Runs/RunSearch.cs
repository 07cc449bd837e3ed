using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Finds runs in lists (jobs/runs/list), and applies the filters that the service does not have.</summary>
internal sealed class RunSearch(JobsClient client, RunSearchOptions options)
{
    // Above this number, reading one list of all runs is cheaper than reading so many lists concurrently.
    private const int MaxLists = 16;

    private readonly JobsClient _client = client;
    private readonly RunSearchOptions _options = options;

    /// <summary>Finds runs, page by page. A page can be empty.</summary>
    public IAsyncEnumerable<IReadOnlyList<BaseRun>> FindPagesAsync(CancellationToken cancellationToken)
    {
        long[]? jobIds = _options.JobIds?.Distinct().ToArray();
        return jobIds switch
        {
            null => ReadListAsync(_options.List.JobId, _options.Filter, cancellationToken),
            [] => ReadNothingAsync(),
            [var jobId] => ReadListAsync(jobId, _options.Filter, cancellationToken),
            { Length: <= MaxLists } => MergeListsAsync(jobIds, cancellationToken),
            _ => ReadListAsync(null, IsOfJobs(jobIds), cancellationToken),
        };
    }

    private Func<BaseRun, bool> IsOfJobs(long[] jobIds)
    {
        var wanted = new HashSet<long>(jobIds);
        return run => run.JobId is { } jobId && wanted.Contains(jobId) && _options.Filter?.Invoke(run) != false;
    }

    private async IAsyncEnumerable<IReadOnlyList<BaseRun>> ReadListAsync(
        long? jobId,
        Func<BaseRun, bool>? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isFiltered = filter is not null || _options.Results is not null || _options.States is not null;
        ListRunsOptions list = CreateListOptions(jobId, isFiltered);
        await foreach (IReadOnlyList<BaseRun> page in _client
            .ListRunPagesAsync(list, cancellationToken).ConfigureAwait(false))
        {
            bool isLast = page.Any(IsTooOld);
            yield return isFiltered || isLast ? [.. page.Where(run => Matches(run, filter))] : page;
            if (isLast) yield break;
        }
    }

    // Each list is sorted, so the newest of all runs is the first of one of the lists.
    private async IAsyncEnumerable<IReadOnlyList<BaseRun>> MergeListsAsync(
        long[] jobIds,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<IAsyncEnumerator<BaseRun>> lists = [.. jobIds.Select(jobId => Pager
            .FlattenAsync(ReadListAsync(jobId, _options.Filter, CancellationToken.None), cancellationToken)
            .GetAsyncEnumerator(cancellationToken))];
        try
        {
            bool[] hasFirst = await Task.WhenAll(lists.Select(static list => list.MoveNextAsync().AsTask()))
                .ConfigureAwait(false);
            List<IAsyncEnumerator<BaseRun>> open = [.. lists.Where((_, i) => hasFirst[i])];
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

    private ListRunsOptions CreateListOptions(long? jobId, bool isFiltered)
    {
        bool hasOnlyFinished =
            _options.Results is not null || _options.States?.All(static state => state == "TERMINATED") == true;
        bool hasOnlyActive = _options.States?.All(static state => state != "TERMINATED") == true;
        ListRunsOptions list = _options.List.Copy();
        bool isActive = list.ActiveOnly == true;
        bool isCompleted = list.CompletedOnly == true;
        list.JobId = jobId;
        list.ActiveOnly = isActive || (hasOnlyActive && !isCompleted && !hasOnlyFinished);
        list.CompletedOnly = isCompleted || (hasOnlyFinished && !isActive && !hasOnlyActive);
        // A small page might contain no match at all.
        if (isFiltered) list.Limit = null;
        return list;
    }

    // A service that ignores the time window would otherwise continue to its oldest run.
    private bool IsTooOld(BaseRun run) =>
        run.StartTime is { } start && start < ToWholeMilliseconds(_options.List.StartTimeFrom);

    // As in the request.
    private static DateTimeOffset? ToWholeMilliseconds(DateTimeOffset? time) =>
        time is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;

    private bool Matches(BaseRun run, Func<BaseRun, bool>? filter)
    {
        if (IsTooOld(run) || filter?.Invoke(run) == false) return false;
        if (_options.States is null && _options.Results is null) return true;
        var outcome = RunOutcome.Of(run);
        return (_options.States is null || _options.States.Contains(StateOf(outcome)))
            && (_options.Results is null || (outcome.Result is { } result && _options.Results.Contains(result)));
    }

    // As run.status has it, which is newer than run.state.
    private static string StateOf(RunOutcome outcome) =>
        outcome.IsFinished ? "TERMINATED"
        : outcome.State == "WAITING_FOR_RETRY" ? "WAITING"
        : outcome.State;

    private static async IAsyncEnumerable<IReadOnlyList<BaseRun>> ReadNothingAsync()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
