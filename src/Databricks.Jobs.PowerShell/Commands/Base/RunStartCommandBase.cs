using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that starts runs, can wait for them, and can cancel them on Ctrl+C.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunStartCommandBase : RunWaitCommandBase
{
    private volatile bool _wasStopped;

    /// <summary>Whether Ctrl+C cancels the run.</summary>
    [Parameter(
        HelpMessage = "With -Wait, Ctrl+C cancels the run that this command started instead of only ending the wait.")]
    public SwitchParameter StopOnCancel { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _wasStopped = true;
        base.StopProcessing();
    }

    /// <summary>Starts a run; a failure becomes a non-terminating error.</summary>
    /// <param name="start">Sends the request.</param>
    /// <param name="runId">Gets the ID of the run from the response.</param>
    /// <param name="isWaitedFor">Whether the command then waits for the run.</param>
    /// <param name="target">The target object of an error.</param>
    /// <param name="started">The response.</param>
    /// <returns>Whether the run was started.</returns>
    private protected bool TryStart<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        bool isWaitedFor,
        object? target,
        out T started) => TryExecute(
            isWaitedFor && StopOnCancel ? token => Client.StartOrCancelRunAsync(start, runId, token) : start,
            target,
            out started);

    /// <summary>Waits for a run that this command started. With -StopOnCancel, Ctrl+C cancels it.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="repairId">The ID of the repair to wait for; null for the run itself.</param>
    private protected void WaitForStarted(long runId, long? repairId = null)
    {
        try
        {
            WaitAndWrite(runId, repairId);
        }
        // If the pipeline ends early for another reason, such as Select-Object -First, the run continues.
        catch (PipelineStoppedException) when (StopOnCancel && _wasStopped)
        {
            // On this thread, because the prompt waits for it.
            Client.CancelRunInBackgroundAsync(runId).GetAwaiter().GetResult();
            throw;
        }
    }
}
