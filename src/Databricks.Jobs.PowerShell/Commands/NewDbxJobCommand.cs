using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Creates a job.</summary>
[Cmdlet(VerbsCommon.New, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "New-DbxJob.md")]
[OutputType(typeof(Job))]
public sealed class NewDbxJobCommand : JobSettingsCommandBase
{
    private readonly List<Models.Task> _piped = [];
    private bool _hasRecords;

    /// <inheritdoc/>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        HelpMessage = "All settings in one object: a hashtable, a typed object, a job, a custom object, or "
            + "text in JSON or YAML.")]
    [ModelTransformation(typeof(JobSettings), nameof(Settings))]
    [ValidateNotNull]
    public override JobSettings? Settings { get; set; }

    /// <summary>A task from the pipeline.</summary>
    [Parameter(
        ValueFromPipeline = true,
        DontShow = true,
        HelpMessage = "Tasks from the pipeline, as New-DbxTask returns them. All tasks become one job.")]
    [PipedTaskTransformation]
    public Models.Task? InputTask { get; set; }

    /// <summary>The permissions of others on the job.</summary>
    [Parameter(HelpMessage = "The permissions of others on the job.")]
    [ModelTransformation(typeof(JobAccessControlRequest), nameof(AccessControlList), Many = true)]
    public JobAccessControlRequest[]? AccessControlList { get; set; }

    private protected override bool AcceptsPermissions => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasRecords = true;
        if (IsPartOfText() || !this.TryBindInput())
        {
            return;
        }

        if (InputTask is { } task)
        {
            _piped.Add(task);
        }
        else
        {
            Create();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndText();
        if (_piped.Count > 0)
        {
            Create();
        }
        else if (!_hasRecords)
        {
            WriteNoInput("tasks or settings", "no job was created");
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessSettings() => Create();

    private void Create()
    {
        foreach (JobSettings settings in ReadEachSettings())
        {
            Create(settings);
        }
    }

    private void Create(JobSettings settings)
    {
        if (_piped.Count > 0)
        {
            settings.Tasks = [.. Task ?? [], .. _piped];
        }

        if (settings.IsEmpty())
        {
            WriteError(ErrorRecords.Create(
                "NoSettings",
                ErrorCategory.InvalidArgument,
                "The job has no settings.",
                "Specify a name and tasks: New-DbxJob -Name etl -Task @{ task_key = 'a'; notebook_task = @{ ... } }.",
                target: null));
            return;
        }

        var request = settings.ToCreateJob();
        settings.GetAdditionalProperties().Remove(JobSettingsReader.AccessControlList);
        request.AccessControlList = AccessControlList?.ToList() ?? request.AccessControlList;
        Sent = request;
        if (!TryCheck(() => JobValidator.Validate(request), request.Name)
            || !HasTasks(settings)
            || !ShouldProcess(
                request.Name ?? "Untitled",
                "Create job",
                () => JobComparer.Compare(new CreateJob(), request)))
        {
            return;
        }

        if (TryExecute(token => Client.CreateAsync(request, token), request.Name, out CreateResponse created))
        {
            WriteObject(new Job { JobId = created.JobId, Settings = settings });
        }
    }

    private bool HasTasks(JobSettings settings) => HasTasks(
        settings,
        "The job has no tasks.",
        "Specify the tasks: New-DbxJob -Name etl -Task (New-DbxTask load -NotebookPath /etl/load). "
            + "To create a job without tasks, include tasks = @() in the settings: "
            + "New-DbxJob @{ name = 'etl'; tasks = @() }.",
        settings.Name);
}
