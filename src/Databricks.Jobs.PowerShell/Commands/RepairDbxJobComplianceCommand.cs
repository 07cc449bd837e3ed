using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Changes the clusters of jobs so that they keep to their policies. With -WhatIf the service is asked what it
/// would change.</summary>
[Cmdlet(
    VerbsDiagnostic.Repair,
    "DbxJobCompliance",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Repair-DbxJobCompliance.md")]
[OutputType(typeof(JobComplianceRepair))]
public sealed class RepairDbxJobComplianceCommand : DbxCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs to bring in line with their cluster policies.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long jobId in JobId!)
        {
            bool isWanted = ShouldProcess(
                $"Bring the clusters of job {jobId} in line with their policies.",
                $"Bring the clusters of job {jobId} in line with their policies?",
                "Repair-DbxJobCompliance",
                out ShouldProcessReason reason);
            if ((isWanted || reason == ShouldProcessReason.WhatIf)
                && TryExecute(
                    token => Client.RepairJobComplianceAsync(jobId, validateOnly: !isWanted, token),
                    jobId,
                    out JobComplianceRepair repair))
            {
                WriteObject(repair);
            }
        }
    }
}
