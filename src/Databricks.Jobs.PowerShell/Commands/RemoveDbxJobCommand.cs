using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Deletes jobs.</summary>
[Cmdlet(VerbsCommon.Remove, "DbxJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = Help.Base + "Remove-DbxJob.md")]
[OutputType(typeof(void))]
public sealed class RemoveDbxJobCommand : DbxCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs to delete.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long jobId in JobId!)
        {
            if (ShouldProcess($"Job {jobId}", "Delete job"))
            {
                TryExecute(token => Client.DeleteAsync(jobId, token), jobId);
            }
        }
    }
}
