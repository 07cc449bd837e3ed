using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Creates a job.</summary>
[Cmdlet(VerbsCommon.New, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "New-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class NewDbxJobCommand : JobSettingsCommand
{
    /// <summary>Who may do what with the job.</summary>
    [Parameter(HelpMessage = "Who may see, run and manage the job: user, group or service principal, and permission level.")]
    [ModelInput(typeof(JobAccessControlRequest), nameof(AccessControlList), Many = true)]
    public JobAccessControlRequest[]? AccessControlList { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadSettings(out JobSettings settings))
        {
            return;
        }

        CreateJob request = settings.ToCreateJob();
        request.AccessControlList = AccessControlList?.ToList() ?? request.AccessControlList;
        if (!TryCheck(() => JobValidator.Validate(request), request)
            || !ShouldProcess(request.Name ?? "Untitled", "Create job"))
        {
            return;
        }

        if (TryAwait(token => Client.CreateAsync(request, token), request, out CreateResponse created))
        {
            WriteObject(new Job { JobId = created.JobId, Settings = settings });
        }
    }
}
