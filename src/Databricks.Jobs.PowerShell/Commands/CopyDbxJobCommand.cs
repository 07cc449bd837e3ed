using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Copies jobs. The schedules and triggers of the copies are paused.</summary>
[Cmdlet(VerbsCommon.Copy, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "Copy-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed partial class CopyDbxJobCommand : JobOverrideCommandBase
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

    /// <summary>The workspace of the copies.</summary>
    [Parameter(
        HelpMessage = "The workspace of the copies, if it is not that of the jobs: a connection that "
            + "Connect-DbxWorkspace returned, the name of a profile, or a local workspace.")]
    [ValidateNotNull]
    [WorkspaceTransformation]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public DbxWorkspace? DestinationWorkspace { get; set; }

    /// <summary>The IDs to replace.</summary>
    [Parameter(
        HelpMessage = "The IDs to replace: a hashtable with the new ID or name for each old one, for clusters, "
            + "warehouses, policies, pools, pipelines, jobs, users and other objects.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Map { get; set; }

    // A job can be copied from one workspace to another.
    private protected override bool NeedsOwnObjects => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput() || !TryReadMap())
        {
            return;
        }

        bool hasWorkspace = MyInvocation.BoundParameters.ContainsKey(nameof(Workspace));
        foreach (JobReference original in FindJobs(JobId!))
        {
            if (DestinationWorkspace is not null && !hasWorkspace)
            {
                // The prompt says where the job is.
                Workspace = WorkspaceOrigin.Of(original.Source) ?? Workspace;
            }

            if (TryExecute(
                token => ClientOf(original.Source).GetAsync(original.Id, cancellationToken: token),
                original.Id,
                out Job job))
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
            && TryReplaceIds(settings!, jobId)
            && TryCheck(() => JobValidator.Validate(request = settings!.ToCreateJob()), jobId)
            && ShouldCopy(job, settings!)
            && TryExecute(token => Destination.CreateAsync(request!, token), jobId, out CreateResponse created))
        {
            _copied[$"{jobId}"] = $"{created.JobId}";
            var copy = new Job { JobId = created.JobId, Settings = settings };
            WorkspaceOrigin.Remember(copy, (DestinationWorkspace ?? Workspace)!);
            WriteObject(copy);
        }
    }

    private JobSettings MakeSettings(Job job)
    {
        // In another workspace, the copy can have the same name.
        JobSettings original = JobCopy.SettingsOf(job, Name ?? (DestinationWorkspace is null ? null : NameOf(job)));
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
