using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the permissions on jobs, one entry for each permission.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJobPermission", HelpUri = Help.Base + "Get-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class GetDbxJobPermissionCommand : JobCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (JobReference job in FindJobs(JobId!))
        {
            if (TryExecute(
                token => Client.GetPermissionEntriesAsync(job.Id, token),
                job.Id,
                out IReadOnlyList<JobPermissionEntry> entries))
            {
                WriteObject(entries, enumerateCollection: true);
            }
        }
    }
}
