using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using JobTask = Databricks.Jobs.Models.Task;
using NewCluster = Databricks.Jobs.Models.Clusters.ClusterSpec;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class BuildingBlockTests
{
    private const string Notebook = """{"task_key":"a","notebook_task":{"notebook_path":"/a"}}""";

    [Theory]
    [InlineData("0 0 1 * * ?", "Europe/Berlin", null)]
    [InlineData("0 0 25 * * ?", "UTC", "schedule.quartz_cron_expression")]
    [InlineData("0 0 1 * * ?", "Mars/Base", "schedule.timezone_id")]
    public void Checks_the_schedule_of_a_job(string cron, string zone, string? path)
    {
        var settings = new JobSettings { Schedule = new() { QuartzCronExpression = cron, TimezoneId = zone } };
        Assert.Equal(path, Rejected(() => JobValidator.Validate(settings)));
        Assert.Equal(path, Rejected(() => JobValidator.Validate(settings.ToCreateJob())));
    }

    [Fact]
    public void Checks_the_schedules_among_the_triggers()
    {
        var settings = JobSettings.FromJson("""
            {"triggers":[{"file_arrival":{"url":"s3://x"}},
             {"schedule":{"quartz_cron_expression":"5 * * * *","timezone_id":"UTC"}}]}
            """);
        Assert.Equal("triggers[1].schedule.quartz_cron_expression", Rejected(() => JobValidator.Validate(settings)));
    }

    [Theory]
    [InlineData("""{"task_key":"a","notebook_task":{"notebook_path":"/a"},"existing_cluster_id":"c"}""", null)]
    [InlineData("""{"task_key":"a"}""", "")]
    [InlineData("""{"notebook_task":{"notebook_path":"/a"}}""", "task_key")]
    [InlineData("""{"task_key":"a","notebook_task":{}}""", "notebook_task.notebook_path")]
    [InlineData(
        """{"task_key":"a","existing_cluster_id":"c","job_cluster_key":"d","notebook_task":{"notebook_path":"/a"}}""",
        "")]
    [InlineData("""{"task_key":"a","for_each_task":{"inputs":"[1]","task":{"task_key":"b"}}}""", "for_each_task.task")]
    public void Checks_a_task_by_itself(string json, string? path) =>
        Assert.Equal(path, Rejected(() => JobValidator.Validate(JobTask.FromJson(json))));

    [Fact]
    public void Requires_a_task_in_a_one_time_run() =>
        Assert.Equal("tasks", Rejected(() => JobValidator.Validate(new SubmitRun { RunName = "x" })));

    [Fact]
    public void Does_not_send_a_task_of_a_one_time_run_to_a_job_cluster()
    {
        JobTask task = JobTask.FromJson(Notebook);
        task.JobClusterKey = "small";
        var run = new SubmitRun { Tasks = [task.ToSubmitTask()] };
        Assert.Equal("tasks[0].job_cluster_key", Rejected(() => JobValidator.Validate(run)));
    }

    [Theory]
    [InlineData("""{"num_workers":2}""", null)]
    [InlineData("""{"autoscale":{"min_workers":1,"max_workers":4}}""", null)]
    [InlineData("""{"autoscale":{"min_workers":4,"max_workers":1}}""", "new_cluster.autoscale.max_workers")]
    [InlineData("""{"num_workers":1,"autoscale":{"min_workers":1,"max_workers":4}}""", "new_cluster.num_workers")]
    [InlineData("""{"num_workers":-1}""", "new_cluster.num_workers")]
    public void Checks_the_size_of_a_cluster(string json, string? path)
    {
        var cluster = new JobCluster { JobClusterKey = "c", NewCluster = NewCluster.FromJson(json) };
        Assert.Equal(path, Rejected(() => JobValidator.Validate(cluster)));
    }

    [Fact]
    public void Makes_a_single_node_of_a_cluster_and_keeps_its_other_settings()
    {
        var cluster = NewCluster.FromJson(
            """{"autoscale":{"min_workers":1,"max_workers":2},"spark_conf":{"a":"b"}}""");
        cluster.MakeSingleNode();
        Assert.Null(cluster.Autoscale);
        Assert.Equal(0, cluster.NumWorkers);
        Assert.Equal("b", cluster.SparkConf!["a"]);
        Assert.Equal("local[*]", cluster.SparkConf["spark.master"]);
        Assert.Equal("SingleNode", cluster.CustomTags!["ResourceClass"]);
    }

    private static string? Rejected(Action validate)
    {
        try
        {
            validate();
            return null;
        }
        catch (DefinitionException exception)
        {
            return Assert.Single(exception.Problems).Path;
        }
    }
}
