using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Http;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>What every cmdlet that talks to a workspace has: the connection, a token that ends its work, waiting on the
/// pipeline's thread, and one way to report errors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class DbxCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PipelineDispatcher _dispatcher = new();
    private RequestTraceRouter.Listener? _listener;

    /// <summary>The workspace to use for this command only.</summary>
    [Parameter(HelpMessage = "The workspace to use instead of the connected one, as Connect-DbxWorkspace returns it.")]
    [ValidateNotNull]
    public DbxWorkspace? Workspace { get; set; }

    /// <summary>The client of the workspace that this command talks to.</summary>
    private protected JobsClient Client => (Workspace ??= AmbientConnection.Get()).Client;

    /// <summary>Whether this command's work is done over a connection that is there already.</summary>
    private protected virtual bool NeedsConnection => true;

    /// <summary>Ended by Ctrl+C, by the pipeline's end and by Dispose.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    // Asked on the pipeline's thread only: it looks at the session's variables.
    private RequestTraceRouter.Listener Listener => _listener ??= new(Report, IsDebugOn());

    /// <summary>Ends the work when PowerShell no longer wants it and calls nothing but this.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        Dispose(disposing: true);
        _dispatcher.Dispose();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what a command holds beyond its requests.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Ends the work on Ctrl+C.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C came when the command had just ended by itself.
        }
    }

    /// <summary>Begins work that is waited for later; its requests report to this command.</summary>
    private protected void WithTracing(Action begin)
    {
        RequestTraceRouter.Sink = Listener;
        begin();
        RequestTraceRouter.Sink = null;
    }

    /// <summary>Waits for the result of asynchronous work.</summary>
    private protected T Execute<T>(Func<CancellationToken, Task<T>> work)
    {
        // Requests that the work leaves behind, such as the next page, still report to this command.
        RequestTraceRouter.Sink = Listener;
        try
        {
            return _dispatcher.Wait(ViewLoader.AreLoaded ? work(StopToken) : StartOnThreadPool(work));
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

    // The first request of a process spends most of its time on another thread, on getting ready; the views are loaded
    // meanwhile.
    private Task<T> StartOnThreadPool<T>(Func<CancellationToken, Task<T>> work)
    {
        CancellationToken token = StopToken;
        if (NeedsConnection)
        {
            // It belongs to this thread's runspace: found here, it is there for the other thread.
            _ = Client;
        }

        Task<T> task = Task.Run(() => work(token), CancellationToken.None);
        ViewLoader.Load();
        return task;
    }

    private protected void Execute(Func<CancellationToken, Task> work) =>
        Execute(async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        });

    /// <summary>Waits for the result of asynchronous work; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether there is a result.</returns>
    private protected bool TryExecute<T>(Func<CancellationToken, Task<T>> work, object? target, out T result)
    {
        try
        {
            result = Execute(work);
            return true;
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteError(ErrorRecords.From(exception, target));
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

    /// <summary>Does what may fail before anything is sent; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether it went well.</returns>
    private protected bool TryCheck(Action check, object? target) => ErrorRecords.TryCheck(this, check, target);

    /// <summary>Writes the items of pages as they come.</summary>
    /// <param name="list">Begins the list.</param>
    /// <param name="target">What an error is about.</param>
    /// <param name="write">Writes one item and says whether more are wanted.</param>
    /// <returns>Whether there was no error.</returns>
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

    /// <summary>Writes items as they come.</summary>
    /// <param name="list">Begins the list.</param>
    /// <param name="target">What an error is about.</param>
    /// <param name="write">Writes one item and says whether more are wanted.</param>
    /// <returns>Whether there was no error.</returns>
    private protected bool WriteEach<T>(Func<IAsyncEnumerable<T>> list, object? target, Func<T, bool> write)
    {
        IAsyncEnumerable<T>? items = null;
        if (!TryCheck(() => items = list(), target))
        {
            return false;
        }

        IAsyncEnumerator<T> walk = items!.GetAsyncEnumerator(StopToken);
        try
        {
            bool isFine;
            while ((isFine = TryExecute(_ => walk.MoveNextAsync().AsTask(), target, out bool isItem))
                && isItem
                && write(walk.Current))
            {
                // All is done in the condition: fetch one, write one, until there are no more or no more are wanted.
            }

            return isFine;
        }
        finally
        {
            walk.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Runs an action on the pipeline's thread, from any thread.</summary>
    private protected void Post(Action action) => _dispatcher.Post(action);

    /// <summary>Hands reports to the pipeline's thread in their order. The framework's own Progress hands them to a
    /// thread pool, where they may overtake each other.</summary>
    private protected sealed class PostedProgress<T>(DbxCommandBase command, Action<T> show) : IProgress<T>
    {
        /// <inheritdoc/>
        public void Report(T value) => command.Post(() => show(value));
    }

    /// <summary>Writes a verbose line. With -Debug and without -Verbose the engine would ask after each whether to go
    /// on, which in a pipeline nobody answers: then it is a debug message.</summary>
    private protected new void WriteVerbose(string text)
    {
        if (PromptsOnVerbose)
        {
            WriteDebug(text);
        }
        else
        {
            base.WriteVerbose(text);
        }
    }

    private bool PromptsOnVerbose =>
        MyInvocation.BoundParameters.TryGetValue("Debug", out object? given)
        && LanguagePrimitives.IsTrue(given)
        && !MyInvocation.BoundParameters.ContainsKey("Verbose");

    private void Report(RequestTrace trace) => Post(() =>
    {
        // Without a word it would look as if the command hung.
        if (trace is { IsUnknownAddress: true, Attempt: 1, RepeatsIn: not null })
        {
            WriteWarning($"{trace.Problem} Trying again for up to {RetryPolicy.LimitAtUnknownAddress.TotalSeconds:0} s.");
        }

        // Few messages, as Windows PowerShell asks after each debug message.
        if (trace.Details is not { } details)
        {
            WriteVerbose($"{trace}");
            return;
        }

        if (!PromptsOnVerbose)
        {
            base.WriteVerbose($"{trace}");
        }

        WriteDebug($"{trace}\n{details}");
    });

    // As WriteDebug decides it.
    private bool IsDebugOn() => MyInvocation.BoundParameters.TryGetValue("Debug", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.TryConvertTo(GetVariableValue("DebugPreference"), out ActionPreference preference)
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
}
