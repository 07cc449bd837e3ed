using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that takes single settings of a job, to be laid over others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobOverrideCommandBase : DbxCommandBase
{
    /// <summary>The job's name.</summary>
    [Parameter(HelpMessage = "The job's name, at most 4096 bytes.")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The tasks.</summary>
    [Parameter(HelpMessage = "The job's tasks: hashtables or typed objects, each with a task_key and one kind of task.")]
    [ModelTransformation(typeof(Models.Task), nameof(Task), Many = true)]
    public Models.Task[]? Task { get; set; }

    /// <summary>What the job is for.</summary>
    [Parameter(HelpMessage = "What the job is for, at most 27,700 characters.")]
    public string? Description { get; set; }

    /// <summary>Clusters that tasks share.</summary>
    [Parameter(HelpMessage = "Clusters that tasks of the job share, each with a job_cluster_key and a new_cluster.")]
    [ModelTransformation(typeof(JobCluster), nameof(JobCluster), Many = true)]
    public JobCluster[]? JobCluster { get; set; }

    /// <summary>The job's parameters.</summary>
    [Parameter(HelpMessage = "The job's parameters with their defaults: a hashtable such as @{ date = '2026-01-01' }.")]
    [JobParameterTransformation]
    [Alias("JobParameter")]
    public JobParameterDefinition[]? Parameter { get; set; }

    /// <summary>Tags.</summary>
    [Parameter(HelpMessage = "Tags of the job, at most 25: a hashtable.")]
    public IDictionary? Tag { get; set; }

    /// <summary>When the job starts by the clock.</summary>
    [Parameter(HelpMessage = "When the job starts by the clock: quartz_cron_expression and timezone_id.")]
    [ModelTransformation(typeof(CronSchedule), nameof(Schedule))]
    public CronSchedule? Schedule { get; set; }

    /// <summary>What starts the job.</summary>
    [Parameter(HelpMessage = "What starts the job instead of a clock: arriving files, table updates, a period.")]
    [ModelTransformation(typeof(TriggerSettings), nameof(Trigger))]
    public TriggerSettings? Trigger { get; set; }

    /// <summary>Whether one run is always active.</summary>
    [Parameter(HelpMessage = "Keep one run of the job active at all times.")]
    [ModelTransformation(typeof(Continuous), nameof(Continuous))]
    public Continuous? Continuous { get; set; }

    /// <summary>How many runs may be active at once.</summary>
    [Parameter(HelpMessage = "How many runs may be active at once, at most 1000.")]
    public long? MaxConcurrentRuns { get; set; }

    /// <summary>The longest a run may take.</summary>
    [Parameter(HelpMessage = "The longest a run may take, in seconds; 0 is no limit.")]
    public long? TimeoutSeconds { get; set; }

    /// <summary>Whether runs queue.</summary>
    [Parameter(HelpMessage = "Whether runs wait in a queue when they cannot start at once.")]
    public bool? Queue { get; set; }

    /// <summary>The Git repository.</summary>
    [Parameter(HelpMessage = "The Git repository that tasks take their code from: git_url, git_provider and a branch, tag or commit.")]
    [ModelTransformation(typeof(GitSource), nameof(GitSource))]
    public GitSource? GitSource { get; set; }

    /// <summary>Who gets mail.</summary>
    [Parameter(HelpMessage = "Who gets mail when runs start, succeed or fail.")]
    [ModelTransformation(typeof(JobEmailNotifications), nameof(EmailNotification))]
    public JobEmailNotifications? EmailNotification { get; set; }

    /// <summary>Which webhooks are called.</summary>
    [Parameter(HelpMessage = "Which webhooks are called when runs start, succeed or fail; at most 3 an event.")]
    [ModelTransformation(typeof(WebhookNotifications), nameof(WebhookNotification))]
    public WebhookNotifications? WebhookNotification { get; set; }

    /// <summary>Health rules.</summary>
    [Parameter(HelpMessage = "Rules on how long runs may take or lag behind before a warning is sent.")]
    [ModelTransformation(typeof(JobsHealthRules), nameof(Health))]
    public JobsHealthRules? Health { get; set; }

    /// <summary>As whom the job runs.</summary>
    [Parameter(HelpMessage = "As whom the job runs: user_name or service_principal_name.")]
    [ModelTransformation(typeof(JobRunAs), nameof(RunAs))]
    public JobRunAs? RunAs { get; set; }

    /// <summary>Serverless environments.</summary>
    [Parameter(HelpMessage = "Environments of serverless tasks, each with an environment_key and a spec.")]
    [ModelTransformation(typeof(JobEnvironment), nameof(Environment), Many = true)]
    public JobEnvironment[]? Environment { get; set; }

    /// <summary>Settings with the single parameters laid over them. What was given stays as it was.</summary>
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
        settings.Queue = Queue is null ? settings.Queue : new QueueSettings { Enabled = Queue };
        settings.GitSource = GitSource ?? settings.GitSource;
        settings.EmailNotifications = EmailNotification ?? settings.EmailNotifications;
        settings.WebhookNotifications = WebhookNotification ?? settings.WebhookNotifications;
        settings.Health = Health ?? settings.Health;
        settings.RunAs = RunAs ?? settings.RunAs;
        settings.Environments = Environment?.ToList() ?? settings.Environments;
        return settings;
    }

    // A job is started in one way: the new way takes the place of whatever there was.
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
