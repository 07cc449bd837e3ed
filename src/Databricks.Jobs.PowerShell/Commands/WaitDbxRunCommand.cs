using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Waits for runs to end.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DbxRun", HelpUri = Help.Base + "Wait-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class WaitDbxRunCommand : RunWaitingCommand
{
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs to wait for.")]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long runId in RunId!)
        {
            WaitAndWrite(runId);
        }
    }
}
