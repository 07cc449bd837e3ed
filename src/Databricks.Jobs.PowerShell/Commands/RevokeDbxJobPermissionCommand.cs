using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Revokes the permissions of principals on jobs. Other permissions are kept.</summary>
[Cmdlet(
    VerbsSecurity.Revoke,
    "DbxJobPermission",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Revoke-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class RevokeDbxJobPermissionCommand : JobPrincipalCommandBase
{
    private const string PermissionSet = "Permission";

    // Not by property name, because permissions from the pipeline also have a JobId.
    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The permissions to revoke.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ParameterSetName = PermissionSet,
        HelpMessage = "The permissions to revoke: entries from Get-DbxJobPermission.")]
    [JobPermissionTransformation]
    public JobPermissionEntry[]? Permission { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        if (ParameterSetName == PermissionSet && !HasPrincipal)
        {
            Array.ForEach(Permission!, Revoke);
        }
        else if (TryCreateEntry(out JobPermissionEntry entry))
        {
            JobIdentity[] jobs = JobId
                ?? [.. Permission!
                    .Where(static one => one.JobId is not null)
                    .GroupBy(static one => one.JobId!.Value)
                    .Select(static ofJob => new JobIdentity(ofJob.Key, ofJob.First()))];
            foreach (JobReference job in FindJobs(jobs))
            {
                Revoke(job, entry);
            }
        }
    }

    private void Revoke(JobPermissionEntry entry)
    {
        if (entry.JobId is not { } jobId)
        {
            WriteWarning($"The permission of {entry} belongs to no job, so there is nothing to revoke.");
        }
        else if (entry.Inherited)
        {
            WriteWarning(
                $"The permission of {entry} on job {jobId} is inherited from {entry.InheritedFrom}, and can be revoked "
                    + "only there.");
        }
        else
        {
            foreach (JobReference job in FindJobs([new JobIdentity(jobId, entry)]))
            {
                Revoke(job, entry);
            }
        }
    }

    private void Revoke(JobReference job, JobPermissionEntry entry)
    {
        if (!ShouldProcess($"{job}", $"Revoke the permission of {entry}")
            || !TryExecute(
                token => Client.RevokePermissionAsync(job.Id, entry.Principal, entry.PrincipalType, token),
                job.Id,
                out IReadOnlyList<JobPermissionEntry>? after))
        {
            return;
        }

        if (after is null)
        {
            WriteWarning(
                $"The {entry} has no permission on job {job.Id}. "
                + $"To see all permissions, use Get-DbxJobPermission {job.Id}.");
        }
        else if (PassThru)
        {
            WriteObject(after, enumerateCollection: true);
        }
    }
}
