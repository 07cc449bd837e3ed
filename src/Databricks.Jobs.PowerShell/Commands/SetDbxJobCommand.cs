using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Replaces all settings of jobs.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Set-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class SetDbxJobCommand : JobChangeCommandBase
{
    private bool _hasRecords;

    /// <inheritdoc/>
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        ParameterSetName = IdSet,
        HelpMessage = "All settings in one object: a hashtable, a typed object, a job, a custom object, or "
            + "text in JSON or YAML.")]
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ParameterSetName = PipedSet,
        HelpMessage = "All settings in one object: a hashtable, a typed object, a job, a custom object, or "
            + "text in JSON or YAML.")]
    [ModelTransformation(typeof(JobSettings), nameof(Settings))]
    [ValidateNotNull]
    public override JobSettings? Settings { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasRecords = true;
        if (!IsPartOfText() && this.TryBindInput())
        {
            ProcessSettings();
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessSettings()
    {
        if (!TryReadSettings(out JobSettings settings) || !HasTasks(settings))
        {
            return;
        }

        foreach (JobReference job in FindJobs(JobId!))
        {
            var request = new ResetJob { JobId = job.Id, NewSettings = settings };
            if (TryCheck(() => JobValidator.Validate(settings), job.Id))
            {
                Change(
                    job,
                    "Replace all settings of the job",
                    current => JobComparer.Compare(current, settings),
                    token => Client.ResetAsync(request, token));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndText();
        if (!_hasRecords && JobId is not null)
        {
            WriteNoInput("settings", "nothing was changed");
        }
    }

    private bool HasTasks(JobSettings settings) => HasTasks(
        settings,
        "The settings have no tasks. Set-DbxJob replaces all settings, so the job would lose its tasks.",
        "Use Update-DbxJob to change single settings, or pipe the job: Get-DbxJob 123 | Set-DbxJob -Name new. "
            + "To create a job without tasks, include tasks = @() in the settings.",
        JobId);
}
