using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the permission levels that can be granted on jobs.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJobPermissionLevel", HelpUri = Help.Base + "Get-DbxJobPermissionLevel.md")]
[OutputType(typeof(JobPermissionsDescription))]
public sealed class GetDbxJobPermissionLevelCommand : JobCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (JobReference job in FindJobs(JobId!))
        {
            if (TryExecute(
                token => Client.GetPermissionLevelsAsync(job.Id, token),
                job.Id,
                out GetJobPermissionLevelsResponse response))
            {
                WriteObject(response.PermissionLevels, enumerateCollection: true);
            }
        }
    }
}
