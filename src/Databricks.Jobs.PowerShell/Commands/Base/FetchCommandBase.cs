using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that gets things by id, many at once, and writes them in the order of the ids.</summary>
/// <typeparam name="T">What it gets.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FetchCommandBase<T> : DbxCommandBase
    where T : class
{
    /// <summary>The parameter set of ids.</summary>
    protected const string IdSet = "Id";

    private OrderedFetch<long, T>? _fetch;
    private PagedOutput? _output;

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
            if ((_output ??= new PagedOutput(PagingParameters)).IsDone || !TryBegin(id))
            {
                return;
            }

            Add(id);
            while ((_fetch!.IsReady || _fetch.IsFull) && !_output.IsDone)
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
        while (_fetch is { IsEmpty: false } && !_output!.IsDone)
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

    private void Add(long id) => WithTracing(() => _fetch!.Add(id));

    private void WriteNext()
    {
        (long id, Task<T> result) = _fetch!.Take();
        if (TryExecute(_ => result, id, out T found))
        {
            _output!.Write(this, found);
        }
    }
}
