using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that can wait for a run to end: with progress, and an error for every ending but success.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunWaitCommandBase : DbxCommandBase
{
    /// <summary>The longest wait.</summary>
    [Parameter(HelpMessage = "Give up waiting after this many seconds; the run itself goes on. Without it the wait has no limit.")]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Whether to stop a run that takes too long.</summary>
    [Parameter(HelpMessage = "Stop the run when -TimeoutSeconds have passed.")]
    public SwitchParameter StopOnTimeout { get; set; }

    /// <summary>Whether partial success is success.</summary>
    [Parameter(HelpMessage = "Take SUCCESS_WITH_FAILURES (some task failed, the last ones succeeded) as a success.")]
    public SwitchParameter AcceptSuccessWithFailures { get; set; }

    /// <summary>Waits for a run, writes it as it ended, and reports an ending that is no success.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="repairId">The repair that is waited for; null for the run itself.</param>
    private protected void WaitAndWrite(long runId, long? repairId = null)
    {
        if (TryWait(runId, outages => WaitOptions(outages, repairId), out Run run))
        {
            WriteEnded(run);
        }
    }

    /// <summary>Writes a run as it ended, and reports an ending that is no success.</summary>
    private protected void WriteEnded(Run run)
    {
        WriteObject(run);
        TryExecute(
            token => Client.EnsureRunSucceededAsync(run, AcceptSuccessWithFailures, token),
            run.RunId);
    }

    /// <summary>How the parameters say to wait.</summary>
    /// <param name="outages">Is told about outages.</param>
    /// <param name="repairId">The repair that is waited for; null for the run itself.</param>
    private protected RunWaitOptions WaitOptions(IProgress<ServiceOutage> outages, long? repairId = null) => new()
    {
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        StopOnTimeout = StopOnTimeout,
        AcceptSuccessWithFailures = AcceptSuccessWithFailures,
        RepairId = repairId,
        Outages = outages,
    };
}
