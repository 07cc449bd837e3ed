using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Changes single settings of jobs.</summary>
[Cmdlet(
    VerbsData.Update,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Update-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class UpdateDbxJobCommand : JobChangeCommandBase
{
    // Not from the pipeline: only the ID of a piped job is used.
    /// <inheritdoc/>
    [Parameter(
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = "The settings to change: a hashtable, a typed object, a custom object, or text in JSON or "
            + "YAML. Lists with keys are merged, and other settings are replaced.")]
    [Parameter(
        Position = 0,
        ParameterSetName = PipedSet,
        HelpMessage = "The settings to change: a hashtable, a typed object, a custom object, or text in JSON or "
            + "YAML. Lists with keys are merged, and other settings are replaced.")]
    [ModelTransformation(typeof(JobSettings), nameof(Settings))]
    [ValidateNotNull]
    public override JobSettings? Settings { get; set; }

    /// <summary>The settings to remove.</summary>
    [Parameter(
        HelpMessage = "The settings to remove, by name (schedule), or as a list item with its key "
            + "(tasks/report, job_clusters/main).")]
    [ArgumentCompleter(typeof(RemovableFieldCompleter))]
    [ValidateNotNullOrEmpty]
    [Alias("fields_to_remove")]
    public string[]? FieldsToRemove { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (this.TryBindInput())
        {
            UseText();
            ProcessSettings();
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessSettings()
    {
        if (!TryReadSettings(out JobSettings settings) || !HasChanges(settings))
        {
            return;
        }

        foreach (JobReference job in FindJobs(JobId!))
        {
            var request = new UpdateJob
            {
                JobId = job.Id,
                NewSettings = settings.IsEmpty() ? null : settings,
                FieldsToRemove = FieldsToRemove?.Select(RemovableFields.Normalize).ToList(),
            };
            if (TryCheck(() => JobValidator.Validate(request), job.Id))
            {
                Change(
                    job,
                    "Change settings of the job",
                    current => JobPreview.Compare(current, request),
                    token => Client.UpdateAsync(request, token));
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
            "There is nothing to change: no settings are specified.",
            "Specify the settings to change, such as Update-DbxJob 123 -MaxConcurrentRuns 2, "
                + "or the settings to remove with -FieldsToRemove.",
            JobId));
        return false;
    }
}
