using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The defaults that the service adds to settings before it stores them.</summary>
internal static class JobDefaults
{
    public static void Apply(JobSettings settings, bool queues)
    {
        settings.Name ??= "Untitled";
        settings.Format = nameof(Format.MULTI_TASK);
        settings.EmailNotifications ??= new JobEmailNotifications();
        settings.WebhookNotifications ??= new WebhookNotifications();
        settings.TimeoutSeconds ??= 0;
        settings.MaxConcurrentRuns ??= 1;
        if (queues) settings.Queue ??= new QueueSettings { Enabled = true };
        foreach (JobCluster cluster in settings.JobClusters ?? []) RemoveRequestOnlyFields(cluster.NewCluster);
        foreach (Models.Task task in settings.Tasks ?? []) Apply(task, settings.GitSource is not null);
    }

    private static void Apply(Models.Task task, bool hasGit)
    {
        task.EmailNotifications ??= new TaskEmailNotifications();
        task.RunIf ??= nameof(RunIf.ALL_SUCCESS);
        task.TimeoutSeconds ??= 0;
        if (task.NotebookTask is { } notebook)
        {
            notebook.Source ??= hasGit ? nameof(Source.GIT) : nameof(Source.WORKSPACE);
        }

        task.DependsOn?.Sort((one, other) => string.CompareOrdinal(one.TaskKey, other.TaskKey));
        RemoveRequestOnlyFields(task.NewCluster);
        if (task.ForEachTask?.Task is { } nested) Apply(nested, hasGit);
    }

    private static void RemoveRequestOnlyFields(Models.Clusters.ClusterSpec? cluster)
    {
        if (cluster is null) return;
        cluster.ApplyPolicyDefaultValues = null;
    }
}
