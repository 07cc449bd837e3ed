using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class WorkspaceReferencesTests
{
    private const string Definition = """
        {"run_as":{"service_principal_name":"sp"},"webhook_notifications":{"on_start":[{"id":"hook"}]},
         "email_notifications":{"on_failure":["ada@x"]},
         "job_clusters":[{"job_cluster_key":"c","new_cluster":{"policy_id":"policy","instance_pool_id":"pool"}}],
         "tasks":[{"task_key":"a","existing_cluster_id":"cluster","notebook_task":{"notebook_path":"cluster"}},
          {"task_key":"b","for_each_task":{"inputs":"[1]","task":{"task_key":"n","run_job_task":{"job_id":5}}}},
          {"task_key":"d","dashboard_task":{"dashboard_id":"board","warehouse_id":"house"}}]}
        """;

    [Fact]
    public void Finds_the_objects_that_a_definition_refers_to()
    {
        IReadOnlyList<WorkspaceReference> found = WorkspaceReferences.Find(JobSettings.FromJson(Definition));
        Assert.Equal(
            [
                "principal ada@x (email_notifications.on_failure)",
                "instance pool pool (job_clusters[c].new_cluster.instance_pool_id)",
                "cluster policy policy (job_clusters[c].new_cluster.policy_id)",
                "principal sp (run_as.service_principal_name)",
                "cluster cluster (tasks[a].existing_cluster_id)",
                "job 5 (tasks[b].for_each_task.task.run_job_task.job_id)",
                "dashboard board (tasks[d].dashboard_task.dashboard_id)",
                "SQL warehouse house (tasks[d].dashboard_task.warehouse_id)",
                "notification destination hook (webhook_notifications.on_start[hook].id)",
            ],
            found.OrderBy(one => one.Path, StringComparer.Ordinal).Select(one => one.ToString()));
        Assert.Equal(["sp", "ada@x"], found.Where(one => !one.IsLocal).Select(one => one.Id).OrderDescending());
    }

    [Fact]
    public void Replaces_only_references()
    {
        JobSettings settings = JobSettings.FromJson(Definition);
        WorkspaceReferences.Replace(
            settings, new Dictionary<string, string> { ["cluster"] = "other", ["5"] = "6", ["ada@x"] = "bob@x" });
        Assert.Equal("other", settings.Tasks![0].ExistingClusterId);
        Assert.Equal("cluster", settings.Tasks[0].NotebookTask!.NotebookPath);
        Assert.Equal(6, settings.Tasks[1].ForEachTask!.Task!.RunJobTask!.JobId);
        Assert.Equal(["bob@x"], settings.EmailNotifications!.OnFailure);
        Assert.Throws<JobsException>(() =>
            WorkspaceReferences.Replace(settings, new Dictionary<string, string> { ["6"] = "x" }));
    }
}
