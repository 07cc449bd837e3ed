using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets whether jobs comply with their cluster policies.</summary>
[Cmdlet(
    VerbsCommon.Get,
    "DbxJobCompliance",
    DefaultParameterSetName = IdSet,
    HelpUri = Help.Base + "Get-DbxJobCompliance.md")]
[OutputType(typeof(JobCompliance))]
public sealed class GetDbxJobComplianceCommand : DbxCommandBase
{
    private const string PolicySet = "Policy";

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The IDs of the policies.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PolicySet,
        HelpMessage = "The IDs of cluster policies. Every job that uses one of them is returned.")]
    [ValidateNotNullOrEmpty]
    [Alias("policy_id")]
    public string[]? PolicyId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string policyId in PolicyId ?? [])
        {
            WriteEach(() => Client.ListComplianceAsync(policyId, StopToken), policyId, Write);
        }

        foreach (JobReference job in FindJobs(JobId ?? []))
        {
            if (TryExecute(
                token => Client.GetJobComplianceAsync(job.Id, token), job.Id, out JobCompliance compliance))
            {
                WriteObject(compliance);
            }
        }
    }

    private bool Write(JobCompliance compliance)
    {
        WriteObject(compliance);
        return true;
    }
}
