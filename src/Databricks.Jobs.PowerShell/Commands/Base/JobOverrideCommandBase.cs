using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command with parameters for single settings of a job, which override other settings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobOverrideCommandBase : DbxCommandBase
{
    /// <summary>The name of the job.</summary>
    [Parameter(HelpMessage = "The name of the job, up to 4096 bytes. Names do not have to be unique.")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The tasks.</summary>
    [Parameter(HelpMessage = "The tasks: hashtables or typed objects, each with a task_key and one kind of task.")]
    [ModelTransformation(typeof(Models.Task), nameof(Task), Many = true)]
    public Models.Task[]? Task { get; set; }

    /// <summary>A description of the job.</summary>
    [Parameter(HelpMessage = "A description of the job, up to 27,700 characters.")]
    [NotNullTransformation]
    public string? Description { get; set; }

    /// <summary>The clusters that tasks share.</summary>
    [Parameter(
        HelpMessage = "The clusters that tasks of the job share, each with a job_cluster_key and a new_cluster.")]
    [ModelTransformation(typeof(JobCluster), nameof(JobCluster), Many = true)]
    public JobCluster[]? JobCluster { get; set; }

    /// <summary>The job parameters and their default values.</summary>
    [Parameter(
        HelpMessage = "The job parameters and their default values: a hashtable such as "
            + "@{ date = '2026-01-01' }, or definitions with name and default.")]
    [JobParameterTransformation]
    [Alias("JobParameter")]
    public JobParameterDefinition[]? Parameter { get; set; }

    /// <summary>The tags of the job.</summary>
    [Parameter(HelpMessage = "The tags of the job: a hashtable with up to 25 tags.")]
    [NotNullTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    public IDictionary? Tag { get; set; }

    /// <summary>The schedule.</summary>
    [Parameter(
        HelpMessage = "The schedule of the job: '0 0 2 * * ? Europe/Berlin', or quartz_cron_expression, "
            + "timezone_id and, to create the schedule paused, pause_status PAUSED.")]
    [ModelTransformation(typeof(CronSchedule), nameof(Schedule))]
    public CronSchedule? Schedule { get; set; }

    /// <summary>The trigger.</summary>
    [Parameter(
        HelpMessage = "The trigger that starts the job instead of a schedule: new files, table updates or a "
            + "fixed interval.")]
    [ModelTransformation(typeof(TriggerSettings), nameof(Trigger))]
    public TriggerSettings? Trigger { get; set; }

    /// <summary>Keeps one run active at all times.</summary>
    [Parameter(HelpMessage = "Keeps one run of the job active at all times.")]
    [ModelTransformation(typeof(Continuous), nameof(Continuous))]
    public Continuous? Continuous { get; set; }

    /// <summary>The maximum number of runs that can be active at the same time.</summary>
    [Parameter(
        HelpMessage = "The maximum number of runs that can be active at the same time, up to 1000. "
            + "The service's default is 1.")]
    [NotNullTransformation]
    public long? MaxConcurrentRuns { get; set; }

    /// <summary>The maximum duration of a run, in seconds.</summary>
    [Parameter(
        HelpMessage = "The maximum duration of a run, in seconds. 0 means no limit, which is the service's default.")]
    [NotNullTransformation]
    public long? TimeoutSeconds { get; set; }

    /// <summary>Whether runs are queued when they cannot start immediately.</summary>
    [Parameter(
        HelpMessage = "Queues runs when they cannot start immediately. -Queue:$false skips them instead.")]
    [NotNullTransformation]
    public SwitchParameter Queue { get; set; }

    /// <summary>The Git repository.</summary>
    [Parameter(
        HelpMessage = "The Git repository that contains the code of the tasks: git_url, git_provider and one "
            + "of git_branch, git_tag and git_commit.")]
    [ModelTransformation(typeof(GitSource), nameof(GitSource))]
    public GitSource? GitSource { get; set; }

    /// <summary>The email addresses to notify.</summary>
    [Parameter(
        HelpMessage = "The email addresses to notify when runs fail, or a hashtable with on_start, on_success "
            + "and on_failure, each with a list of addresses.")]
    [ModelTransformation(typeof(JobEmailNotifications), nameof(EmailNotification))]
    public JobEmailNotifications? EmailNotification { get; set; }

    /// <summary>The webhooks to call.</summary>
    [Parameter(HelpMessage = "The webhooks to call when runs start, succeed or fail, by ID, up to 3 for each event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>The health rules.</summary>
    [Parameter(
        HelpMessage = "The rules that define how long runs may take, or how far they may lag behind, before a "
            + "warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>The identity that the job runs as.</summary>
    [Parameter(
        HelpMessage = "The identity that the job runs as: the name of a user, the application ID of a service "
            + "principal, or a hashtable with user_name, service_principal_name or group_name. The default is you.")]
    [ModelTransformation(typeof(JobRunAs), nameof(RunAs))]
    public JobRunAs? RunAs { get; set; }

    /// <summary>The environments of serverless tasks.</summary>
    [Parameter(HelpMessage = "The environments of serverless tasks, each with an environment_key and a spec.")]
    [ModelTransformation(typeof(JobEnvironment), nameof(Environment), Many = true)]
    public JobEnvironment[]? Environment { get; set; }

    /// <summary>A copy of settings in which the parameters override single settings.</summary>
    private protected JobSettings ApplyOverrides(JobSettings given)
    {
        JobSettings settings = given.Copy();
        settings.Name = Name ?? settings.Name;
        settings.Description = Description ?? settings.Description;
        settings.Tasks = Task?.ToList() ?? settings.Tasks;
        settings.JobClusters = JobCluster?.ToList() ?? settings.JobClusters;
        settings.Parameters = Parameter?.ToList() ?? settings.Parameters;
        settings.Tags = Tag?.ToStringMap(nameof(Tag)) ?? settings.Tags;
        OverrideStart(settings);
        settings.MaxConcurrentRuns = MaxConcurrentRuns ?? settings.MaxConcurrentRuns;
        settings.TimeoutSeconds = TimeoutSeconds ?? settings.TimeoutSeconds;
        settings.Queue = ValueOf(Queue, nameof(Queue)) is { } queue
            ? new QueueSettings { Enabled = queue }
            : settings.Queue;
        settings.GitSource = GitSource ?? settings.GitSource;
        settings.EmailNotifications = EmailNotification ?? settings.EmailNotifications;
        settings.WebhookNotifications = WebhookNotification ?? settings.WebhookNotifications;
        settings.Health = Health ?? settings.Health;
        settings.RunAs = RunAs ?? settings.RunAs;
        settings.Environments = Environment?.ToList() ?? settings.Environments;
        return settings;
    }

    // A job has only one of these, so the new one replaces any other.
    private void OverrideStart(JobSettings settings)
    {
        if (Schedule is null && Trigger is null && Continuous is null)
        {
            return;
        }

        settings.Schedule = Schedule;
        settings.Trigger = Trigger;
        settings.Continuous = Continuous;
        settings.Triggers = null;
    }
}
