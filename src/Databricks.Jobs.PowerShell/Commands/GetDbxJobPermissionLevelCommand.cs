using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the permission levels that can be given on jobs.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJobPermissionLevel", HelpUri = Help.Base + "Get-DbxJobPermissionLevel.md")]
[OutputType(typeof(JobPermissionsDescription))]
public sealed class GetDbxJobPermissionLevelCommand : DbxCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long jobId in JobId!)
        {
            if (TryExecute(
                token => Client.GetPermissionLevelsAsync(jobId, token),
                jobId,
                out GetJobPermissionLevelsResponse response))
            {
                WriteObject(response.PermissionLevels, enumerateCollection: true);
            }
        }
    }
}
