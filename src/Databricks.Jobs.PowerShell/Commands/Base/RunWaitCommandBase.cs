using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that can wait until a run has ended, with an error for every result except success.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunWaitCommandBase : DbxCommandBase
{
    /// <summary>The maximum time to wait, in seconds.</summary>
    [Parameter(
        HelpMessage = "The maximum time to wait, in seconds. The run continues after that. "
            + "By default, there is no limit.")]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Whether to cancel the run when the wait times out.</summary>
    [Parameter(HelpMessage = "Cancels the run when -TimeoutSeconds have passed.")]
    public SwitchParameter StopOnTimeout { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as success.</summary>
    [Parameter(
        HelpMessage = "Treats SUCCESS_WITH_FAILURES (some tasks failed, but the last ones succeeded) as success.")]
    public SwitchParameter AcceptSuccessWithFailures { get; set; }

    /// <summary>Writes the result of a wait: the run for every ending, and an error for each except success.</summary>
    /// <param name="result">What the wait returned.</param>
    private protected void WriteResult(RunWaitResult result)
    {
        if (result.Error is not { } error)
        {
            WriteEnded(result.Run!);
            return;
        }

        WriteFailedWait(result.RunId, result.Run, error);
    }

    /// <summary>Writes a run whose end was not observed as it was last read, and then the error.</summary>
    private protected virtual void WriteFailedWait(long runId, Run? latest, JobsException error)
    {
        if (latest is not null && WritesRuns)
        {
            WriteObject(latest);
        }

        WriteError(ErrorRecords.From(error, runId));
    }

    /// <summary>Whether the command returns the runs.</summary>
    private protected virtual bool WritesRuns => true;

    /// <summary>Called with a run before it is written, to warn about it.</summary>
    private protected virtual void CheckRun(Run run)
    {
    }

    /// <summary>Writes a run that has ended, and writes an error for every result except success.</summary>
    private void WriteEnded(Run run)
    {
        CheckRun(run);
        if (WritesRuns)
        {
            WriteObject(run);
        }

        if (!RunOutcome.Of(run).Succeeded(AcceptSuccessWithFailures)
            && TryExecute(token => Client.GetRunFailureAsync(run, token), run.RunId, out RunFailure failure))
        {
            WriteError(ErrorRecords.RunFailed(failure, WorkspaceArgument));
        }
    }

    /// <summary>Creates the options of a wait from the parameters.</summary>
    /// <param name="outages">Receives outages.</param>
    private protected RunWaitOptions WaitOptions(IProgress<ServiceOutage> outages) => new()
    {
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        StopOnTimeout = StopOnTimeout,
        AcceptSuccessWithFailures = AcceptSuccessWithFailures,
        Outages = outages,
    };
}
