using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Deletes jobs.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "DbxJob",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    HelpUri = Help.Base + "Remove-DbxJob.md")]
[OutputType(typeof(void))]
public sealed class RemoveDbxJobCommand : JobCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (JobReference job in FindJobs(JobId!))
        {
            if (ShouldProcess($"{job}", "Delete job"))
            {
                TryExecute(token => Client.DeleteAsync(job.Id, token), job.Id);
            }
        }
    }
}
