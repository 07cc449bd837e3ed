using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Starts a run of tasks that are no job.</summary>
[Cmdlet(VerbsLifecycle.Start, "DbxRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Start-DbxRun.md")]
[Alias("Submit-DbxRun")]
[OutputType(typeof(Run))]
public sealed class StartDbxRunCommand : RunStartCommandBase
{
    private readonly List<SubmitTask> _piped = [];

    /// <summary>All settings in one.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        HelpMessage = "All settings of the run in one: a hashtable, a SubmitRun, a custom object or JSON text. Other parameters are laid over it.")]
    [ModelTransformation(typeof(SubmitRun), nameof(Settings))]
    [ValidateNotNull]
    public SubmitRun? Settings { get; set; }

    /// <summary>Tasks from the pipeline.</summary>
    [Parameter(
        ValueFromPipeline = true,
        DontShow = true,
        HelpMessage = "Tasks by the pipeline, as New-DbxTask gives them: all of them make one run.")]
    [PipedTaskTransformation]
    public Models.Task? InputTask { get; set; }

    /// <summary>A file with the settings.</summary>
    [Parameter(HelpMessage = "A JSON file with the settings of the run. Other parameters are laid over it.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The run's name.</summary>
    [Parameter(HelpMessage = "The run's name; without it the service names it Untitled.")]
    [Alias("run_name")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The tasks.</summary>
    [Parameter(HelpMessage = "The run's tasks: hashtables or typed objects, each with a task_key and one kind of task.")]
    [ModelTransformation(typeof(SubmitTask), nameof(Task), Many = true)]
    public SubmitTask[]? Task { get; set; }

    /// <summary>The Git repository.</summary>
    [Parameter(HelpMessage = "The Git repository that tasks take their code from: git_url, git_provider and a branch, tag or commit.")]
    [ModelTransformation(typeof(GitSource), nameof(GitSource))]
    public GitSource? GitSource { get; set; }

    /// <summary>Who may do what with the run.</summary>
    [Parameter(HelpMessage = "Who may see and manage the run: user, group or service principal, and permission level.")]
    [ModelTransformation(typeof(JobAccessControlRequest), nameof(AccessControlList), Many = true)]
    public JobAccessControlRequest[]? AccessControlList { get; set; }

    /// <summary>Tags.</summary>
    [Parameter(HelpMessage = "Tags of the run, at most 25: a hashtable.")]
    public IDictionary? Tag { get; set; }

    /// <summary>Serverless environments.</summary>
    [Parameter(HelpMessage = "Environments of serverless tasks, each with an environment_key and a spec.")]
    [ModelTransformation(typeof(JobEnvironment), nameof(Environment), Many = true)]
    public JobEnvironment[]? Environment { get; set; }

    /// <summary>As whom the run runs.</summary>
    [Parameter(HelpMessage = "As whom the run runs: user_name or service_principal_name.")]
    [ModelTransformation(typeof(JobRunAs), nameof(RunAs))]
    public JobRunAs? RunAs { get; set; }

    /// <summary>Whether the run queues.</summary>
    [Parameter(HelpMessage = "Whether the run waits in a queue when it cannot start at once.")]
    public bool? Queue { get; set; }

    /// <summary>Who gets mail.</summary>
    [Parameter(HelpMessage = "Who gets mail when the run starts, succeeds or fails.")]
    [ModelTransformation(typeof(JobEmailNotifications), nameof(EmailNotification))]
    public JobEmailNotifications? EmailNotification { get; set; }

    /// <summary>Which webhooks are called.</summary>
    [Parameter(HelpMessage = "Which webhooks are called when the run starts, succeeds or fails; at most 3 an event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>Health rules.</summary>
    [Parameter(HelpMessage = "Rules on how long the run may take or lag behind before a warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>The longest the run may take.</summary>
    [Parameter(HelpMessage = "The longest the run may take, in seconds; 0 is no limit. -TimeoutSeconds is how long to wait for it.")]
    [ValidateRange(0, int.MaxValue)]
    public int? RunTimeoutSeconds { get; set; }

    /// <summary>Speed or cost.</summary>
    [Parameter(HelpMessage = "How serverless tasks weigh speed against cost: PERFORMANCE_OPTIMIZED or STANDARD.")]
    [KnownValueTransformation(typeof(PerformanceTarget))]
    [ArgumentCompleter(typeof(KnownValueCompleter<PerformanceTarget>))]
    public string? PerformanceTarget { get; set; }

    /// <summary>What makes the start safe to repeat.</summary>
    [Parameter(HelpMessage = "A text of at most 64 characters: starting again with the same one gives the same run. Without it each start has its own.")]
    [ValidateLength(1, 64)]
    public string? IdempotencyToken { get; set; }

    /// <summary>Whether to wait.</summary>
    [Parameter(HelpMessage = "Wait until the run has ended; every ending but success is an error.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        if (InputTask is { } task)
        {
            _piped.Add(task.ToSubmitTask());
        }
        else
        {
            Start();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_piped.Count > 0)
        {
            Start();
        }
    }

    private void Start()
    {
        if (!TryChooseSettings(Settings, Path, out SubmitRun? given))
        {
            return;
        }

        SubmitRun? request = null;
        string? name = Name ?? given?.RunName;
        if (!TryCheck(() => request = ApplyOverrides(given ?? new SubmitRun()), name)
            || !ShouldProcess(name ?? "Untitled", "Start run"))
        {
            return;
        }

        // Before it is sent: whoever has to end this without an answer can still come back to the run.
        WriteVerbose($"The run {name ?? "Untitled"} starts with the idempotency token {request!.IdempotencyToken}.");
        if (!TryStart(token => Client.SubmitAsync(request, token), static run => run.RunId, Wait, name, out SubmitRunResponse started))
        {
            return;
        }

        long runId = started.RunId!.Value;
        if (Wait)
        {
            WaitForStarted(runId);
        }
        else if (TryExecute(token => Client.GetRunAsync(runId, cancellationToken: token), runId, out Run run))
        {
            WriteObject(run);
        }
    }

    private SubmitRun ApplyOverrides(SubmitRun given)
    {
        // A copy: the object that the user gave stays as it was.
        SubmitRun run = given.Copy();
        run.RunName = Name ?? run.RunName;
        run.Tasks = Task is null && _piped.Count == 0 ? run.Tasks : [.. Task ?? [], .. _piped];
        run.GitSource = GitSource ?? run.GitSource;
        run.AccessControlList = AccessControlList?.ToList() ?? run.AccessControlList;
        run.Tags = Tag?.ToStringMap(nameof(Tag)) ?? run.Tags;
        run.Environments = Environment?.ToList() ?? run.Environments;
        run.RunAs = RunAs ?? run.RunAs;
        run.Queue = Queue is null ? run.Queue : new QueueSettings { Enabled = Queue };
        run.EmailNotifications = EmailNotification ?? run.EmailNotifications;
        run.WebhookNotifications = WebhookNotification ?? run.WebhookNotifications;
        run.Health = Health ?? run.Health;
        run.TimeoutSeconds = RunTimeoutSeconds ?? run.TimeoutSeconds;
        run.PerformanceTarget = PerformanceTarget ?? run.PerformanceTarget;
        run.IdempotencyToken = IdempotencyToken ?? run.IdempotencyToken ?? Guid.NewGuid().ToString();
        JobValidator.Validate(run);
        return run;
    }
}
