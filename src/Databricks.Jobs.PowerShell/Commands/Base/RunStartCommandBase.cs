using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that starts runs and can wait for them, and stop them when it is called off.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunStartCommandBase : RunWaitCommandBase
{
    private volatile bool _wasStopped;

    /// <summary>Whether Ctrl+C stops the run.</summary>
    [Parameter(HelpMessage = "With -Wait: Ctrl+C stops the run that this command started, and not only the wait.")]
    public SwitchParameter StopOnCancel { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _wasStopped = true;
        base.StopProcessing();
    }

    /// <summary>Starts a run; a failure becomes a non-terminating error.</summary>
    /// <param name="start">Starts it.</param>
    /// <param name="runId">Reads its id from the answer.</param>
    /// <param name="isWaitedFor">Whether the command goes on to wait for it.</param>
    /// <param name="target">What an error is about.</param>
    /// <param name="started">The answer.</param>
    /// <returns>Whether it was started.</returns>
    private protected bool TryStart<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        bool isWaitedFor,
        object? target,
        out T started) => TryExecute(
            isWaitedFor && StopOnCancel ? token => Client.StartOrCancelRunAsync(start, runId, token) : start,
            target,
            out started);

    /// <summary>Waits for a run that this command started; Ctrl+C stops it where that is wanted.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="repairId">The repair that is waited for; null for the run itself.</param>
    private protected void WaitForStarted(long runId, long? repairId = null)
    {
        try
        {
            WaitAndWrite(runId, repairId);
        }
        // A pipeline that ends early for another reason, such as Select-Object -First, leaves the run alone.
        catch (PipelineStoppedException) when (StopOnCancel && _wasStopped)
        {
            // On this thread: it is the one that the prompt waits for.
            Client.CancelRunInBackgroundAsync(runId).GetAwaiter().GetResult();
            throw;
        }
    }
}
