using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Engine;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Stops runs: asks the service to cancel them.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DbxRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Stop-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class StopDbxRunCommand : DbxCommand
{
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs to stop. A run that has ended stays as it is.")]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>Whether to wait.</summary>
    [Parameter(HelpMessage = "Wait until the runs have ended, and return them.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long runId in RunId!)
        {
            if (ShouldProcess($"Run {runId}", "Stop run")
                && TryAwait(token => Client.CancelRunAsync(runId, token), runId)
                && Wait
                && TryAwait(token => new RunWaiter(Client).WaitAsync(runId, cancellationToken: token), runId, out Run run))
            {
                WriteObject(run);
            }
        }
    }
}
