using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that starts runs, can wait for them, and can cancel them on Ctrl+C.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunStartCommandBase : RunWaitCommandBase
{
    private volatile bool _wasStopped;

    /// <summary>How serverless tasks balance speed and cost.</summary>
    [Parameter(
        HelpMessage = "How serverless tasks of the run balance speed and cost: PERFORMANCE_OPTIMIZED or STANDARD.")]
    [KnownValueTransformation(typeof(PerformanceTarget))]
    [ArgumentCompleter(typeof(KnownValueCompleter<PerformanceTarget>))]
    public string? PerformanceTarget { get; set; }

    /// <summary>Whether to wait until the run has ended.</summary>
    [Parameter(HelpMessage = "Waits until the run has ended, and writes an error for every result except success.")]
    public SwitchParameter Wait { get; set; }

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
    /// <param name="target">The target object of an error.</param>
    /// <param name="started">The response.</param>
    /// <returns>Whether the run was started.</returns>
    private protected bool TryStart<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        object? target,
        out T started) => TryExecute(
            Wait && StopOnCancel ? token => Client.StartOrCancelRunAsync(start, runId, token) : start,
            target,
            out started);

    /// <summary>Writes a run that this command started: as it is now, or with -Wait after it has ended.</summary>
    private protected void WriteStarted(StartedRun started)
    {
        try
        {
            if (!TryRead(started, out Run run))
            {
                return;
            }

            if (Wait)
            {
                WriteEnded(run);
            }
            else
            {
                WriteObject(run);
            }
        }
        // If the pipeline ends early for another reason, such as Select-Object -First, the run continues.
        catch (PipelineStoppedException) when (Wait && StopOnCancel && _wasStopped)
        {
            // On this thread, because the prompt waits for it.
            Client.CancelRunInBackgroundAsync(started.RunId).GetAwaiter().GetResult();
            throw;
        }
    }

    // A run that was started must not be lost because it cannot be read.
    private bool TryRead(StartedRun started, out Run run)
    {
        try
        {
            run = Wait
                ? WaitForRun(started.RunId, outages => WaitOptions(started, outages))
                : Execute(token => Client.GetRunAsync(
                    started.RunId, includeHistory: started.RepairId is not null, cancellationToken: token));
            return true;
        }
        catch (RunWaitTimeoutException exception)
        {
            WriteError(ErrorRecords.From(exception, started.RunId));
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteObject(started.ToRun());
            WriteError(ErrorRecords.RunNotRead(started.ToString(), started.RunId, exception));
        }

        run = null!;
        return false;
    }

    private RunWaitOptions WaitOptions(StartedRun started, IProgress<ServiceOutage> outages)
    {
        RunWaitOptions options = WaitOptions(outages);
        options.RepairId = started.RepairId;
        options.IsNewRun = true;
        return options;
    }
}
