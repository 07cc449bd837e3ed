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
    private readonly List<JobReference> _jobs = [];

    /// <summary>Whether to change everything without a prompt.</summary>
    [Parameter(HelpMessage = "Suppresses the confirmation prompts.")]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _jobs.AddRange(FindJobs(JobId!));

    // At the end of the pipeline, when it is known how many jobs are meant.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcessAll(_jobs, "Delete", "jobs"))
        {
            return;
        }

        foreach (JobReference job in _jobs)
        {
            if (ShouldProcess($"{Named(job)}", "Delete job"))
            {
                TryExecute(token => Client.DeleteAsync(job.Id, token), job.Id);
            }
        }
    }
}
