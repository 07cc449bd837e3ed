using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Replaces all settings of jobs.</summary>
[Cmdlet(VerbsCommon.Set, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "Set-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class SetDbxJobCommand : JobSettingsCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs whose settings are replaced.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <inheritdoc/>
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        HelpMessage = "All settings in one: a job, a hashtable, a typed object, a custom object or JSON text. Other parameters are laid over it.")]
    [ModelTransformation(typeof(JobSettings), nameof(Settings))]
    [ValidateNotNull]
    public override JobSettings? Settings { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(HelpMessage = "Return the jobs as they are afterwards.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput() || !TryReadSettings(out JobSettings settings) || !HasTasks(settings))
        {
            return;
        }

        foreach (long jobId in JobId!)
        {
            var request = new ResetJob { JobId = jobId, NewSettings = settings };
            if (TryCheck(() => JobValidator.Validate(settings), jobId)
                && ShouldProcess($"Job {jobId}", "Replace all settings of the job")
                && TryExecute(token => Client.ResetAsync(request, token), jobId)
                && PassThru
                && TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job job))
            {
                WriteObject(job);
            }
        }
    }

    // Who gives one setting here takes the tasks away, and means to change the one.
    private bool HasTasks(JobSettings settings)
    {
        if (settings.Tasks is not null || (Settings is not null && JobOrigin.Of(Settings) is not null))
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "NoTasks",
            ErrorCategory.InvalidArgument,
            "The settings have no tasks. Set-DbxJob replaces everything, so the job would lose the tasks that it has.",
            "Use Update-DbxJob to change single settings, or pipe the job: Get-DbxJob 123 | Set-DbxJob -Name new. "
                + "If the job is to have none, say so: tasks = @().",
            JobId));
        return false;
    }
}
