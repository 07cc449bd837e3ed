using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Copies jobs. The schedules and triggers of the copies are paused.</summary>
[Cmdlet(VerbsCommon.Copy, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "Copy-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class CopyDbxJobCommand : JobOverrideCommandBase
{
    /// <summary>The IDs of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs or names of the jobs to copy.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>Whether to leave the schedule or trigger of the copy as it is in the job.</summary>
    [Parameter(HelpMessage = "Leaves the schedule or trigger of the copy as it is in the job, instead of pausing it.")]
    public SwitchParameter KeepUnpaused { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        foreach (JobReference original in FindJobs(JobId!))
        {
            if (TryExecute(token => Client.GetAsync(original.Id, cancellationToken: token), original.Id, out Job job))
            {
                Copy(job, original.Id);
            }
        }
    }

    private void Copy(Job job, long jobId)
    {
        JobSettings? settings = null;
        CreateJob? request = null;
        if (TryCheck(() => settings = MakeSettings(job), jobId)
            && TryCheck(() => JobValidator.Validate(request = settings!.ToCreateJob()), jobId)
            && ShouldProcess($"{job}", $"Copy job as {settings!.Name}")
            && TryExecute(token => Client.CreateAsync(request!, token), jobId, out CreateResponse created))
        {
            WriteObject(new Job { JobId = created.JobId, Settings = settings });
        }
    }

    private JobSettings MakeSettings(Job job)
    {
        JobSettings original = JobCopy.SettingsOf(job, Name);
        if (KeepUnpaused)
        {
            return ApplyOverrides(original);
        }

        JobPause.Pause(original);
        // A second copy, because the user's objects must not change.
        JobSettings settings = ApplyOverrides(original).Copy();
        JobPause.Pause(settings, keepStated: true);
        return settings;
    }
}
