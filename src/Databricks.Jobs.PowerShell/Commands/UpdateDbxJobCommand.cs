using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Changes some settings of jobs.</summary>
[Cmdlet(VerbsData.Update, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "Update-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class UpdateDbxJobCommand : JobSettingsCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs to change.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    // Not from the pipeline: of a job that is piped, only the id is wanted.
    /// <inheritdoc/>
    [Parameter(
        Position = 1,
        HelpMessage = "The settings to change: a hashtable, a typed object, a custom object or JSON text. Tasks, clusters, parameters and environments are merged by their key, anything else is replaced.")]
    [ModelTransformation(typeof(JobSettings), nameof(Settings))]
    [ValidateNotNull]
    public override JobSettings? Settings { get; set; }

    /// <summary>Settings to remove.</summary>
    [Parameter(HelpMessage = "Settings to remove, by name or as an item of a list: schedule, tasks/task_1, job_clusters/main.")]
    [ValidateNotNullOrEmpty]
    [Alias("fields_to_remove")]
    public string[]? FieldsToRemove { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(HelpMessage = "Return the jobs as they are afterwards.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput() || !TryReadSettings(out JobSettings settings) || !HasChanges(settings))
        {
            return;
        }

        foreach (long jobId in JobId!)
        {
            var request = new UpdateJob
            {
                JobId = jobId,
                NewSettings = settings.IsEmpty() ? null : settings,
                FieldsToRemove = FieldsToRemove?.Select(RemovableFields.Normalize).ToList(),
            };
            if (TryCheck(() => JobValidator.Validate(request), jobId)
                && ShouldProcess($"Job {jobId}", "Change settings of the job")
                && TryExecute(token => Client.UpdateAsync(request, token), jobId)
                && PassThru
                && TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job job))
            {
                WriteObject(job);
            }
        }
    }

    private bool HasChanges(JobSettings settings)
    {
        if (FieldsToRemove is not null || !settings.IsEmpty())
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "NoSettings",
            ErrorCategory.InvalidArgument,
            "There is nothing to change: no setting is given.",
            "Give what is to change, such as Update-DbxJob 123 -MaxConcurrentRuns 2, or what is to go with -FieldsToRemove.",
            JobId));
        return false;
    }
}
