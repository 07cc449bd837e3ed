using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets who may do what with jobs, one entry for each permission.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJobPermission", HelpUri = Help.Base + "Get-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class GetDbxJobPermissionCommand : DbxCommandBase
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
                token => Client.GetPermissionEntriesAsync(jobId, token),
                jobId,
                out IReadOnlyList<JobPermissionEntry> entries))
            {
                WriteObject(entries, enumerateCollection: true);
            }
        }
    }
}
