using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Grants one principal a permission on jobs. Other permissions are kept.</summary>
[Cmdlet(
    VerbsSecurity.Grant,
    "DbxJobPermission",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Grant-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class GrantDbxJobPermissionCommand : JobPrincipalCommandBase
{
    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job, ExceptValuesOf = typeof(JobPermissionLevel))]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The permission level to grant.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = "The level to grant: CAN_VIEW, CAN_MANAGE_RUN, CAN_MANAGE or IS_OWNER. Each level "
            + "includes the previous ones.")]
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PipedSet,
        HelpMessage = "The level to grant: CAN_VIEW, CAN_MANAGE_RUN, CAN_MANAGE or IS_OWNER. Each level "
            + "includes the previous ones.")]
    [PermissionLevelTransformation]
    [Alias("permission_level")]
    public JobPermissionLevel PermissionLevel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCreateEntry(out JobPermissionEntry entry))
        {
            return;
        }

        entry.PermissionLevel = PermissionLevel.ToString();
        foreach (JobReference job in FindJobs(JobId!))
        {
            if (TryCheck(() => JobPermissionRules.Check(entry, "Permission"), job.Id)
                && ShouldProcess($"{job}", $"Grant {entry}")
                && TryExecute(
                    token => Client.GrantPermissionAsync(job.Id, entry, token),
                    job.Id,
                    out IReadOnlyList<JobPermissionEntry> after)
                && PassThru)
            {
                WriteObject(after, enumerateCollection: true);
            }
        }
    }
}
