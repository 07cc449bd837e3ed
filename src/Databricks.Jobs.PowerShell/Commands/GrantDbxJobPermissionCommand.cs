using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Grants one principal a permission on jobs. Other permissions are kept.</summary>
[Cmdlet(
    VerbsSecurity.Grant,
    "DbxJobPermission",
    DefaultParameterSetName = UserSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Grant-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class GrantDbxJobPermissionCommand : JobPrincipalCommandBase
{
    /// <summary>The permission level to grant.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        HelpMessage = "The level to grant: CAN_VIEW, CAN_MANAGE_RUN, CAN_MANAGE or IS_OWNER. Each level "
            + "includes the previous ones.")]
    [PermissionLevelTransformation]
    [Alias("permission_level")]
    public JobPermissionLevel PermissionLevel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        JobPermissionEntry entry = NewEntry();
        entry.PermissionLevel = PermissionLevel.ToString();
        foreach (long jobId in JobId!)
        {
            if (TryCheck(() => JobPermissionRules.Check(entry, "Permission"), jobId)
                && ShouldProcess($"Job {jobId}", $"Grant {entry}")
                && TryExecute(
                    token => Client.GrantPermissionAsync(jobId, entry, token),
                    jobId,
                    out IReadOnlyList<JobPermissionEntry> after)
                && PassThru)
            {
                WriteObject(after, enumerateCollection: true);
            }
        }
    }
}
