using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>The base of cmdlets that use a workspace: the connection, cancellation, waiting on the pipeline's thread,
/// and one way to report errors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class DbxCommandBase : CommandBase, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PipelineDispatcher _dispatcher = new();
    private RequestTraceRouter.Listener? _listener;

    /// <summary>The workspace to use for this command instead of the connected one.</summary>
    [Parameter(
        HelpMessage = "The workspace to use for this command instead of the connected one: a connection that "
            + "Connect-DbxWorkspace returned, the name of a profile, or a local workspace.")]
    [ValidateNotNull]
    [WorkspaceTransformation]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public DbxWorkspace? Workspace { get; set; }

    /// <summary>The client of the workspace that this command uses.</summary>
    private protected JobsClient Client => (Workspace ??= AmbientConnection.Get()).Client;

    /// <summary>Whether the command needs an existing connection.</summary>
    private protected virtual bool NeedsConnection => true;

    /// <summary>Canceled by Ctrl+C and by Dispose.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    // Only on the pipeline's thread, because it reads session variables.
    private RequestTraceRouter.Listener Listener => _listener ??= new(Report, IsDebugOn());

    /// <summary>Cancels the work. When the pipeline ends early, PowerShell calls only this method.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        Dispose(disposing: true);
        _dispatcher.Dispose();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases other resources of a command.</summary>
    /// <param name="disposing">Always <see langword="true"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Cancels the work on Ctrl+C.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command ended at the same moment.
        }
    }

    /// <summary>Starts work whose requests report to this command, without waiting for it.</summary>
    private protected void WithTracing(Action begin)
    {
        RequestTraceRouter.Sink = Listener;
        begin();
        RequestTraceRouter.Sink = null;
    }

    /// <summary>Waits for the result of asynchronous work.</summary>
    private protected T Execute<T>(Func<CancellationToken, Task<T>> work)
    {
        // Requests that are still in progress afterwards, such as for the next page, also report to this command.
        RequestTraceRouter.Sink = Listener;
        try
        {
            return _dispatcher.Wait(ViewLoader.AreLoaded(Host) ? work(StopToken) : StartOnThreadPool(work));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            RequestTraceRouter.Sink = null;
        }
    }

    // The first request of a process mostly waits for initialization. The views are loaded during that time.
    private Task<T> StartOnThreadPool<T>(Func<CancellationToken, Task<T>> work)
    {
        CancellationToken token = StopToken;
        if (NeedsConnection)
        {
            // It belongs to this thread's runspace, so it must be found before the work moves to another thread.
            _ = Client;
        }

        Task<T> task = Task.Run(() => work(token), CancellationToken.None);
        ViewLoader.Load(Host);
        return task;
    }

    private protected void Execute(Func<CancellationToken, Task> work) =>
        Execute(async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        });

    /// <summary>Waits for the result of asynchronous work; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether the work succeeded.</returns>
    private protected bool TryExecute<T>(Func<CancellationToken, Task<T>> work, object? target, out T result)
    {
        try
        {
            result = Execute(work);
            return true;
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteError(ErrorRecords.From(ExplainKnown(exception), target));
            result = default!;
            return false;
        }
    }

    private protected bool TryExecute(Func<CancellationToken, Task> work, object? target) =>
        TryExecute(
            async token =>
            {
                await work(token).ConfigureAwait(false);
                return true;
            },
            target,
            out _);

    /// <summary>Runs a check before anything is sent; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether the check succeeded.</returns>
    private protected bool TryCheck(Action check, object? target) =>
        ErrorRecords.TryCheck(this, check, target, ExplainKnown);

    /// <summary>Adds to an error what the command knows about its cause.</summary>
    private protected virtual JobsException Explain(JobsException exception) => exception;

    private Exception ExplainKnown(Exception exception) =>
        exception is JobsException known ? Explain(known) : exception;

    /// <summary>Writes the items of each page when the page has arrived.</summary>
    /// <param name="list">Starts the list.</param>
    /// <param name="target">The target object of errors.</param>
    /// <param name="write">Writes one item and returns whether to continue.</param>
    /// <returns>Whether the list was read without an error.</returns>
    private protected bool WriteAll<T>(
        Func<IAsyncEnumerable<IReadOnlyList<T>>> list,
        object? target,
        Func<T, bool> write)
    {
        var limiter = new Gen0Limiter();
        return WriteEach(list, target, page =>
        {
            limiter.CollectIfNeeded();
            return page.All(write);
        });
    }

    /// <summary>Writes each item when it has arrived.</summary>
    /// <param name="list">Starts the list.</param>
    /// <param name="target">The target object of errors.</param>
    /// <param name="write">Writes one item and returns whether to continue.</param>
    /// <returns>Whether the list was read without an error.</returns>
    private protected bool WriteEach<T>(Func<IAsyncEnumerable<T>> list, object? target, Func<T, bool> write)
    {
        IAsyncEnumerable<T>? items = null;
        if (!TryCheck(() => items = list(), target))
        {
            return false;
        }

        IAsyncEnumerator<T> enumerator = items!.GetAsyncEnumerator(StopToken);
        try
        {
            bool isRead;
            while ((isRead = TryExecute(_ => enumerator.MoveNextAsync().AsTask(), target, out bool hasItem))
                && hasItem
                && write(enumerator.Current))
            {
                // The condition gets and writes each item.
            }

            return isRead;
        }
        finally
        {
            enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Runs an action on the pipeline's thread, from any thread.</summary>
    private protected void Post(Action action) => _dispatcher.Post(action);

    /// <summary>Passes reports to the pipeline's thread, in order. <see cref="System.Progress{T}"/> would pass them to
    /// the thread pool, where their order can change.</summary>
    private protected sealed class PostedProgress<T>(DbxCommandBase command, Action<T> show) : IProgress<T>
    {
        /// <inheritdoc/>
        public void Report(T value) => command.Post(() => show(value));
    }

    private void Report(RequestTrace trace) => Post(() =>
    {
        // Without a message, the command would seem to hang.
        if (trace is { IsUnknownAddress: true, Attempt: 1, RepeatsIn: not null })
        {
            WriteWarning($"{trace.Problem} Retrying for up to {RetryPolicy.LimitAtUnknownAddress.TotalSeconds:0} s.");
        }

        // As few messages as possible, because Windows PowerShell prompts after each debug message.
        if (trace.Details is not { } details)
        {
            WriteVerbose($"{trace}");
            return;
        }

        if (!PromptsWithDebug)
        {
            WriteVerbose($"{trace}");
        }

        WriteDebug($"{trace}\n{details}");
    });

    /// <summary>Whether a user sees the requests of the command.</summary>
    private protected bool TracesRequests => IsDebugOn() || IsOn("Verbose");

    // The same conditions as in WriteDebug.
    private bool IsDebugOn() => IsOn("Debug");

    private bool IsOn(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo(GetVariableValue(stream + "Preference"), out ActionPreference preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
