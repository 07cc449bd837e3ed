using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that gets objects by ID with concurrent requests and writes them in order.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FetchCommandBase<T> : DbxCommandBase
    where T : class
{
    /// <summary>The parameter set with IDs.</summary>
    protected const string IdSet = "Id";

    private OrderedFetch<long, T>? _fetch;
    private PagedOutput? _output;

    /// <summary>The maximum number of concurrent requests.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "The maximum number of concurrent requests when you specify several IDs, from 1 to 64. "
            + "The default is 8.")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Gets one object; called on any thread.</summary>
    private protected abstract Task<T> FetchAsync(JobsClient client, long id, CancellationToken cancellationToken);

    /// <summary>Starts requests for IDs and writes the objects that have arrived.</summary>
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

    /// <summary>Waits for all requested objects and writes them.</summary>
    private protected void WriteFetched()
    {
        while (_fetch is { IsEmpty: false } && !_output!.IsDone)
        {
            WriteNext();
        }
    }

    // The connection belongs to this thread's runspace; the requests are sent from others.
    private bool TryBegin(long id) => TryCheck(
        () =>
        {
            JobsClient client = Client;
            _fetch ??= new OrderedFetch<long, T>(
                ThrottleLimit, (one, token) => FetchAsync(client, one, token), StopToken);
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
