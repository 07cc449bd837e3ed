using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines a task, for New-DbxJob and Start-DbxRun. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "DbxTask", DefaultParameterSetName = SettingsSet, HelpUri = Help.Base + "New-DbxTask.md")]
[OutputType(typeof(Models.Task))]
public sealed partial class NewDbxTaskCommand : LocalCommandBase, IInputOptionsSource
{
    private const string SettingsSet = "Settings";

    /// <summary>The key of the task.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        HelpMessage = "The key that other tasks use to refer to this task. It must be unique in the job, and can "
            + "contain up to 100 letters, digits, - and _.")]
    [Alias("task_key")]
    public string? TaskKey { get; set; }

    /// <summary>The tasks that this task depends on.</summary>
    [Parameter(
        HelpMessage = "The keys of the tasks that this task depends on. With key=true or key=false, the task "
            + "depends on that outcome of a condition task. Hashtables and typed objects are also accepted.")]
    [ArgumentCompleter(typeof(DependencyCompleter))]
    [ModelTransformation(typeof(TaskDependency), nameof(DependsOn), Many = true)]
    [Alias("depends_on")]
    public TaskDependency[]? DependsOn { get; set; }

    /// <summary>The results of other tasks that allow this task to run.</summary>
    [Parameter(
        HelpMessage = "The results of the tasks in -DependsOn that allow this task to run: ALL_SUCCESS, "
            + "AT_LEAST_ONE_SUCCESS, NONE_FAILED, ALL_DONE, AT_LEAST_ONE_FAILED or ALL_FAILED. The default is "
            + "ALL_SUCCESS.")]
    [KnownValueTransformation(typeof(RunIf))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunIf>))]
    [Alias("run_if")]
    [ValidateNotNullOrEmpty]
    public string? RunIf { get; set; }

    /// <summary>The job cluster to run on.</summary>
    [Parameter(
        HelpMessage = "The key of the job cluster to run on. Use New-DbxJobCluster to define a job cluster. "
            + "One-time runs have no job clusters.")]
    [Alias("job_cluster_key")]
    [ValidateNotNullOrEmpty]
    public string? JobClusterKey { get; set; }

    /// <summary>The all-purpose cluster to run on.</summary>
    [Parameter(HelpMessage = "The ID of the all-purpose cluster to run on.")]
    [Alias("existing_cluster_id")]
    [ValidateNotNullOrEmpty]
    public string? ExistingClusterId { get; set; }

    /// <summary>A cluster for this task only.</summary>
    [Parameter(
        HelpMessage = "A cluster that is created for this task only, with the field names of the API: "
            + "spark_version, node_type_id, num_workers and others.")]
    [ModelTransformation(typeof(Models.Clusters.ClusterSpec), nameof(NewCluster))]
    [Alias("new_cluster")]
    public Models.Clusters.ClusterSpec? NewCluster { get; set; }

    /// <summary>The serverless environment to run in.</summary>
    [Parameter(HelpMessage = "The environment_key of the job's serverless environment to run in.")]
    [Alias("environment_key")]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentKey { get; set; }

    /// <summary>The libraries to install.</summary>
    [Parameter(
        HelpMessage = "The libraries to install before the task starts: files (.whl, .jar, .egg or requirements "
            + ".txt), Maven coordinates (group:artifact:version) or PyPI packages (pandas==2.2.3). Hashtables are "
            + "also accepted.")]
    [ModelTransformation(typeof(Library), nameof(Library), Many = true)]
    public Library[]? Library { get; set; }

    /// <summary>The maximum duration of an attempt.</summary>
    [Parameter(
        HelpMessage = "The maximum duration of an attempt of the task, in seconds. 0 means no limit, which is the "
            + "service's default.")]
    [ValidateRange(0, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>The maximum number of retries.</summary>
    [Parameter(
        HelpMessage = "The maximum number of retries of a failed attempt. 0 means no retries, -1 means unlimited "
            + "retries.")]
    [ValidateRange(-1, int.MaxValue)]
    public int? MaxRetries { get; set; }

    /// <summary>The minimum time between two attempts.</summary>
    [Parameter(
        HelpMessage = "The minimum time from the start of a failed attempt to the start of the next one, in "
            + "seconds. Fractions of a second are allowed; the value is sent in milliseconds.")]
    [ValidateRange(0.0, 1e9)]
    public double? MinRetryIntervalSeconds { get; set; }

    /// <summary>Whether to retry after a timeout.</summary>
    [Parameter(HelpMessage = "Also retries the task after a timeout.")]
    public SwitchParameter RetryOnTimeout { get; set; }

    /// <summary>The description of the task.</summary>
    [Parameter(HelpMessage = "The description of the task.")]
    [NotNullTransformation]
    public string? Description { get; set; }

    /// <summary>The email addresses to notify.</summary>
    [Parameter(
        HelpMessage = "The email addresses to notify when the task starts, succeeds or fails: on_start, on_success "
            + "and on_failure, each with a list of addresses.")]
    [ModelTransformation(typeof(TaskEmailNotifications), nameof(EmailNotification))]
    public TaskEmailNotifications? EmailNotification { get; set; }

    /// <summary>The webhooks to call.</summary>
    [Parameter(
        HelpMessage = "The webhooks to call when the task starts, succeeds or fails, by ID, up to 3 for each event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>The health rules.</summary>
    [Parameter(
        HelpMessage = "The rules that define how long the task may take, or how far it may lag behind, before a "
            + "warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>Whether the task is skipped.</summary>
    [Parameter(HelpMessage = "Keeps the task in the job but does not run it.")]
    public SwitchParameter Disabled { get; set; }

    /// <summary>All other settings.</summary>
    [Parameter(
        HelpMessage = "All other settings, with the names of the API: a hashtable, a typed task or a JSON string. "
            + "Other parameters override these settings.")]
    [ModelTransformation(typeof(Models.Task), nameof(Settings))]
    [ValidateNotNull]
    public Models.Task? Settings { get; set; }

    /// <summary>Whether to keep fields that are not known.</summary>
    [Parameter(HelpMessage = "Keeps fields that this version does not know, with a warning for each.")]
    public SwitchParameter AllowUnknownField { get; set; }

    InputOptions IInputOptionsSource.CreateInputOptions() => new() { AllowUnknownField = AllowUnknownField };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput() || !TryFindKind(out TaskKind? kind))
        {
            return;
        }

        Models.Task? task = null;
        if (TryCheck(() => task = Define(kind), TaskKey))
        {
            WriteObject(task);
        }
    }

    private Models.Task Define(TaskKind? kind)
    {
        // A copy: the object that the user gave stays as it was.
        Models.Task task = Settings?.Copy() ?? new();
        task.TaskKey = TaskKey;
        kind?.Fill(this, task);
        task.DependsOn = DependsOn?.ToList() ?? task.DependsOn;
        task.RunIf = RunIf ?? task.RunIf;
        task.JobClusterKey = JobClusterKey ?? task.JobClusterKey;
        task.ExistingClusterId = ExistingClusterId ?? task.ExistingClusterId;
        task.NewCluster = NewCluster ?? task.NewCluster;
        task.EnvironmentKey = EnvironmentKey ?? task.EnvironmentKey;
        task.Libraries = Library?.ToList() ?? task.Libraries;
        task.TimeoutSeconds = TimeoutSeconds ?? task.TimeoutSeconds;
        task.MaxRetries = MaxRetries ?? task.MaxRetries;
        task.MinRetryIntervalMillis = MinRetryIntervalSeconds is { } seconds
            ? (long)Math.Round(seconds * 1000)
            : task.MinRetryIntervalMillis;
        task.RetryOnTimeout = Given(nameof(RetryOnTimeout)) ? RetryOnTimeout : task.RetryOnTimeout;
        task.Description = Description ?? task.Description;
        task.EmailNotifications = EmailNotification ?? task.EmailNotifications;
        task.WebhookNotifications = WebhookNotification ?? task.WebhookNotifications;
        task.Health = Health ?? task.Health;
        task.Disabled = Given(nameof(Disabled)) ? Disabled : task.Disabled;
        JobValidator.Validate(task);
        return task;
    }

    private bool Given(string name) => MyInvocation.BoundParameters.ContainsKey(name);
}
