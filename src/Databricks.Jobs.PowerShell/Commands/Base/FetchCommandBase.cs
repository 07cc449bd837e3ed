using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that gets objects by key with concurrent requests and writes them in order.</summary>
/// <typeparam name="TKey">What identifies an object, such as its ID.</typeparam>
/// <typeparam name="T">The type of the objects.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FetchCommandBase<TKey, T> : DbxCommandBase
    where TKey : notnull
    where T : class
{
    private OrderedFetch<TKey, T>? _fetch;
    private PagedOutput? _output;

    /// <summary>The maximum number of concurrent requests.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "The maximum number of concurrent requests when you specify several IDs, from 1 to 64. "
            + "The default is 8.")]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Gets one object; called on any thread.</summary>
    private protected abstract Task<T> FetchAsync(JobsClient client, TKey key, CancellationToken cancellationToken);

    /// <summary>The target object of errors about an object.</summary>
    private protected virtual object TargetOf(TKey key) => key;

    /// <summary>What applies -First and -Skip to all objects of this command.</summary>
    private protected PagedOutput Output => _output ??= new PagedOutput(PagingParameters);

    /// <summary>Writes an object that has arrived.</summary>
    private protected virtual void Write(T found) => Output.Write(this, found);

    /// <summary>Starts requests for keys and writes the objects that have arrived.</summary>
    private protected void Fetch(IEnumerable<TKey> keys)
    {
        foreach (TKey key in keys)
        {
            if (Output.IsDone || !TryBegin(key))
            {
                return;
            }

            Add(key);
            while ((_fetch!.IsReady || _fetch.IsFull) && !Output.IsDone)
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
        while (_fetch is { IsEmpty: false } && !Output.IsDone)
        {
            WriteNext();
        }
    }

    // The connection belongs to this thread's runspace; the requests are sent from others.
    private bool TryBegin(TKey key) => TryCheck(
        () =>
        {
            JobsClient client = Client;
            _fetch ??= new OrderedFetch<TKey, T>(
                ThrottleLimit, (one, token) => FetchAsync(client, one, token), StopToken);
        },
        TargetOf(key));

    private void Add(TKey key) => WithTracing(() => _fetch!.Add(key));

    private void WriteNext()
    {
        (TKey key, Task<T> result) = _fetch!.Take();
        if (TryExecute(_ => result, TargetOf(key), out T found))
        {
            Write(found);
        }
    }
}
