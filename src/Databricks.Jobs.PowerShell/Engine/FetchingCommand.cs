using System.Management.Automation;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>A command that gets things by id, many at once, and writes them in the order of the ids.</summary>
/// <typeparam name="T">What it gets.</typeparam>
public abstract class FetchingCommand<T> : DbxCommand
    where T : class
{
    /// <summary>The parameter set of ids.</summary>
    protected const string IdSet = "Id";

    private OrderedFetch<long, T>? _fetch;
    private Paging? _paging;

    /// <summary>How many requests are under way at most.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "How many requests are under way at most when there are many ids; 8 unless given, 1 for one after the other.")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Fetches one; called on any thread.</summary>
    private protected abstract Task<T> FetchAsync(JobsClient client, long id, CancellationToken cancellationToken);

    /// <summary>Asks for ids and writes what has come.</summary>
    private protected void Fetch(IEnumerable<long> ids)
    {
        foreach (long id in ids)
        {
            if ((_paging ??= new Paging(PagingParameters)).IsDone || !TryBegin(id))
            {
                return;
            }

            Add(id);
            while ((_fetch!.IsReady || _fetch.IsFull) && !_paging.IsDone)
            {
                WriteNext();
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteFetched();

    /// <summary>Writes all that was asked for, waiting for it.</summary>
    private protected void WriteFetched()
    {
        while (_fetch is { IsEmpty: false } && !_paging!.IsDone)
        {
            WriteNext();
        }
    }

    // The connection belongs to this thread's runspace: it is found here, and not where the requests are made.
    private bool TryBegin(long id) => TryCheck(
        () =>
        {
            JobsClient client = Client;
            _fetch ??= new OrderedFetch<long, T>(ThrottleLimit, (one, token) => FetchAsync(client, one, token), StopToken);
        },
        id);

    private void Add(long id) => Reporting(() => _fetch!.Add(id));

    private void WriteNext()
    {
        (long id, Task<T> result) = _fetch!.Take();
        if (TryAwait(_ => result, id, out T found))
        {
            _paging!.Write(this, found);
        }
    }
}
