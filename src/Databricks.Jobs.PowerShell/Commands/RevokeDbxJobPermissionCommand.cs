using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Revokes the permissions of one principal on jobs. Other permissions are kept.</summary>
[Cmdlet(
    VerbsSecurity.Revoke,
    "DbxJobPermission",
    DefaultParameterSetName = UserSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Revoke-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class RevokeDbxJobPermissionCommand : JobPrincipalCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        JobPermissionEntry entry = NewEntry();
        foreach (long jobId in JobId!)
        {
            if (!ShouldProcess($"Job {jobId}", $"Revoke the permission of {entry}")
                || !TryExecute(
                    token => Client.RevokePermissionAsync(
                        jobId, entry.Principal, entry.PrincipalType, token),
                    jobId,
                    out IReadOnlyList<JobPermissionEntry>? after))
            {
                continue;
            }

            if (after is null)
            {
                WriteWarning(
                    $"The {entry} has no permission on job {jobId}. "
                    + $"To see all permissions, use Get-DbxJobPermission {jobId}.");
            }
            else if (PassThru)
            {
                WriteObject(after, enumerateCollection: true);
            }
        }
    }
}
