using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that changes the settings of existing jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobChangeCommandBase : JobSettingsCommandBase
{
    /// <summary>The IDs of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the jobs to change.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(HelpMessage = "Returns the jobs after the change. This takes an additional request for each job.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Changes a job if the user confirms it; a failure becomes a non-terminating error.</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="action">What ShouldProcess shows.</param>
    /// <param name="change">Sends the change.</param>
    private protected void Change(long jobId, string action, Func<CancellationToken, Task> change)
    {
        if (ShouldProcess($"Job {jobId}", action)
            && TryExecute(change, jobId)
            && PassThru
            && TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job job))
        {
            WriteObject(job);
        }
    }
}
