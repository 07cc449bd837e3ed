using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Changes the clusters of jobs so that they comply with their policies. With -WhatIf, the service returns
/// what it would change.</summary>
[Cmdlet(
    VerbsDiagnostic.Repair,
    "DbxJobCompliance",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Repair-DbxJobCompliance.md")]
[OutputType(typeof(JobComplianceRepair))]
public sealed class RepairDbxJobComplianceCommand : JobCommandBase
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (JobReference job in FindJobs(JobId!))
        {
            bool isConfirmed = ShouldProcess($"{job}", "Change the clusters so that they comply with their policies");
            if ((isConfirmed || IsWhatIf)
                && TryExecute(
                    token => Client.RepairJobComplianceAsync(job.Id, validateOnly: !isConfirmed, token),
                    job.Id,
                    out JobComplianceRepair repair))
            {
                WriteObject(repair);
            }
        }
    }
}
