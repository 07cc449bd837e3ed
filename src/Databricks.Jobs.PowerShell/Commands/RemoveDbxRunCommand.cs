using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Deletes runs that have ended.</summary>
[Cmdlet(VerbsCommon.Remove, "DbxRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Help.Base + "Remove-DbxRun.md")]
[OutputType(typeof(void))]
public sealed class RemoveDbxRunCommand : DbxCommandBase
{
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs to delete. A run that is active must be stopped first.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long runId in RunId!)
        {
            if (ShouldProcess($"Run {runId}", "Delete run"))
            {
                TryExecute(token => Client.DeleteRunAsync(runId, token), runId);
            }
        }
    }
}
