using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Deletes runs that have ended.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "DbxRun",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    HelpUri = Help.Base + "Remove-DbxRun.md")]
[OutputType(typeof(void))]
public sealed class RemoveDbxRunCommand : RunCommandBase
{
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
