using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
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
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs to change.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs or names of the jobs to change.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job, ExceptJson = true)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(HelpMessage = "Returns the jobs after the change. This takes an additional request for each job.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Changes a job if the user confirms it; a failure becomes a non-terminating error.</summary>
    /// <param name="job">The job.</param>
    /// <param name="action">What ShouldProcess shows.</param>
    /// <param name="compare">Finds what the change makes different.</param>
    /// <param name="change">Sends the change.</param>
    private protected void Change(
        JobReference job,
        string action,
        Func<JobSettings, IReadOnlyList<JobDifference>> compare,
        Func<CancellationToken, Task> change)
    {
        // What the user is going to see depends on the job as it is now.
        Job? current = null;
        if (ShowsEach && !TryExecute(token => Client.GetAsync(job.Id, cancellationToken: token), job.Id, out current))
        {
            return;
        }

        if (ShouldProcess($"{(object?)current ?? job}", action, () => compare(current?.Settings ?? new()))
            && TryExecute(change, job.Id)
            && PassThru
            && TryExecute(token => Client.GetAsync(job.Id, cancellationToken: token), job.Id, out Job changed))
        {
            WriteObject(changed);
        }
    }
}
