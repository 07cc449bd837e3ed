using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines a task, for New-DbxJob and Start-DbxRun. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "DbxTask", DefaultParameterSetName = SettingsSet, HelpUri = Help.Base + "New-DbxTask.md")]
[OutputType(typeof(Models.Task))]
public sealed partial class NewDbxTaskCommand : LocalCommandBase
{
    private const string SettingsSet = "Settings";

    /// <summary>The task's key.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        HelpMessage = "The task's key, by which others name it: letters, digits, _ and -, at most 100.")]
    [Alias("task_key")]
    public string? TaskKey { get; set; }

    /// <summary>What comes before.</summary>
    [Parameter(HelpMessage = "Tasks to wait for: keys; 'key=true' or 'key=false' for the outcome of a condition task.")]
    [ModelTransformation(typeof(TaskDependency), nameof(DependsOn), Many = true)]
    [Alias("depends_on")]
    public TaskDependency[]? DependsOn { get; set; }

    /// <summary>When it runs.</summary>
    [Parameter(HelpMessage = "Which endings of the tasks before it let the task run; ALL_SUCCESS without it.")]
    [KnownValueTransformation(typeof(RunIf))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunIf>))]
    [Alias("run_if")]
    public string? RunIf { get; set; }

    /// <summary>A cluster of the job.</summary>
    [Parameter(HelpMessage = "The job cluster to run on, by its key; New-DbxJobCluster defines one.")]
    [Alias("job_cluster_key")]
    [ValidateNotNullOrEmpty]
    public string? JobClusterKey { get; set; }

    /// <summary>A cluster that is there.</summary>
    [Parameter(HelpMessage = "The id of an all-purpose cluster to run on.")]
    [Alias("existing_cluster_id")]
    [ValidateNotNullOrEmpty]
    public string? ExistingClusterId { get; set; }

    /// <summary>A cluster of its own.</summary>
    [Parameter(HelpMessage = "A cluster made for this task alone: spark_version, node_type_id, num_workers ...")]
    [ModelTransformation(typeof(Models.Clusters.ClusterSpec), nameof(NewCluster))]
    [Alias("new_cluster")]
    public Models.Clusters.ClusterSpec? NewCluster { get; set; }

    /// <summary>A serverless environment.</summary>
    [Parameter(HelpMessage = "The serverless environment to run in, by its key in the job.")]
    [Alias("environment_key")]
    [ValidateNotNullOrEmpty]
    public string? EnvironmentKey { get; set; }

    /// <summary>Libraries.</summary>
    [Parameter(HelpMessage = "Libraries to install first: paths of .whl, .jar or requirements.txt, PyPI packages, Maven coordinates, or hashtables.")]
    [ModelTransformation(typeof(Library), nameof(Library), Many = true)]
    public Library[]? Library { get; set; }

    /// <summary>The longest it may take.</summary>
    [Parameter(HelpMessage = "The longest the task may take, in seconds; 0 is no limit.")]
    [ValidateRange(0, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>How often to repeat.</summary>
    [Parameter(HelpMessage = "How often a failed attempt is repeated; -1 is without end.")]
    [ValidateRange(-1, int.MaxValue)]
    public int? MaxRetries { get; set; }

    /// <summary>The pause before a retry.</summary>
    [Parameter(HelpMessage = "The least time between the start of a failed attempt and the next one, in seconds.")]
    [ValidateRange(0.0, 1e9)]
    public double? MinRetryIntervalSeconds { get; set; }

    /// <summary>Whether to repeat after a timeout.</summary>
    [Parameter(HelpMessage = "Repeat the task after a timeout too.")]
    public SwitchParameter RetryOnTimeout { get; set; }

    /// <summary>What the task is for.</summary>
    [Parameter(HelpMessage = "What the task is for.")]
    public string? Description { get; set; }

    /// <summary>Who gets mail.</summary>
    [Parameter(HelpMessage = "Who gets mail when the task starts, succeeds or fails.")]
    [ModelTransformation(typeof(TaskEmailNotifications), nameof(EmailNotification))]
    public TaskEmailNotifications? EmailNotification { get; set; }

    /// <summary>Which webhooks are called.</summary>
    [Parameter(HelpMessage = "Which webhooks are called when the task starts, succeeds or fails; at most 3 an event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>Health rules.</summary>
    [Parameter(HelpMessage = "Rules on how long the task may take or lag behind before a warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>Whether to skip it.</summary>
    [Parameter(HelpMessage = "Keep the task in the job but skip it.")]
    public SwitchParameter Disabled { get; set; }

    /// <summary>Everything else.</summary>
    [Parameter(HelpMessage = "Everything that has no parameter of its own: a hashtable, a typed task or JSON text. Other parameters are laid over it.")]
    [ModelTransformation(typeof(Models.Task), nameof(Settings))]
    [ValidateNotNull]
    public Models.Task? Settings { get; set; }

    private bool IsMap => Parameter is not null && Parameter.Unwrap() is IDictionary;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        Models.Task? task = null;
        if (TryCheck(() => task = Define(), TaskKey))
        {
            WriteObject(task);
        }
    }

    private Models.Task Define()
    {
        // A copy: the object that the user gave stays as it was.
        Models.Task task = Settings?.Copy() ?? new();
        task.TaskKey = TaskKey;
        AddKind(task);
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

    private void AddKind(Models.Task task)
    {
        Action<Models.Task>? add = ParameterSetName switch
        {
            NotebookSet => AddNotebook,
            PythonSet => AddPython,
            WheelSet => AddWheel,
            JarSet => AddJar,
            SparkSubmitSet => given => (given.SparkSubmitTask ??= new()).Parameters = SparkSubmitParameter!.ToList(),
            PipelineSet => AddPipeline,
            CleanRoomSet => AddCleanRoom,
            OperatorSet => AddOperator,
            SqlQuerySet or SqlFileSet or SqlAlertSet or SqlDashboardSet => AddSql,
            DbtSet => AddDbt,
            DbtPlatformSet => AddDbtPlatform,
            DashboardSet => AddDashboard,
            AlertSet or AlertPathSet => AddAlert,
            PowerBiSet => AddPowerBi,
            GenieSet => AddGenie,
            ConditionSet => AddCondition,
            ForEachSet => AddForEach,
            RunJobSet => AddRunJob,
            _ => null,
        };
        add?.Invoke(task);
    }

    private bool Given(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    private Dictionary<string, string>? ParameterMap() =>
        Parameter is null ? null : new BindingValue(Parameter, nameof(Parameter)).Map();

    private List<string>? ParameterList() =>
        Parameter is null ? null : new BindingValue(Parameter, nameof(Parameter)).Strings();
}
