using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Tests.Models;

public sealed class DescriptionTests
{
    private const string Failed = """
        "state":{"life_cycle_state":"INTERNAL_ERROR","result_state":"FAILED","state_message":"Task a failed\n with: x"},
        "status":{"state":"TERMINATED","termination_details":{"code":"RUN_EXECUTION_ERROR","type":"CLIENT_ERROR","message":"y"}}
        """;

    [Theory]
    [InlineData("Job", """{"job_id":123,"settings":{"name":"nightly-etl"}}""", "nightly-etl (job 123)")]
    [InlineData("Job", """{"job_id":123}""", "job 123")]
    [InlineData("BaseJob", """{"job_id":123,"settings":{"name":"nightly-etl"}}""", "nightly-etl (job 123)")]
    [InlineData("JobSettings", """{"name":"nightly-etl","tasks":[{},{}]}""", "nightly-etl: 2 tasks")]
    [InlineData("JobSettings", """{"name":"nightly-etl","tasks":[{}]}""", "nightly-etl: 1 task")]
    [InlineData("Run", """{"run_id":45,"job_id":123,"run_name":"nightly-etl",FAILED}""",
        "Run 45 of job 123 (nightly-etl): FAILED - y")]
    [InlineData(
        "Run",
        """{"run_id":1,"status":{"state":"TERMINATED","termination_details":{"code":"RUN_EXECUTION_ERROR"}}}""",
        "Run 1: FAILED")]
    [InlineData(
        "Run",
        """{"run_id":1,"status":{"state":"TERMINATED","termination_details":{"code":"RUN_EXECUTION_ERROR"}},"state":{"result_state":"SUCCESS"}}""",
        "Run 1: FAILED")]
    [InlineData("BaseRun", """{"run_id":45,"status":{"state":"RUNNING"}}""", "Run 45: RUNNING")]
    [InlineData(
        "Run",
        """{"run_id":45,"status":{"state":"QUEUED","queue_details":{"message":"full"}}}""",
        "Run 45: QUEUED - full")]
    [InlineData(
        "RunTask",
        """{"task_key":"transform","run_id":46,"attempt_number":0,"state":{"result_state":"FAILED"}}""",
        "transform (run 46, attempt 1): FAILED")]
    [InlineData(
        "Task",
        """{"task_key":"transform","notebook_task":{"notebook_path":"/Jobs/transform"},"depends_on":[{"task_key":"ingest_a"},{"task_key":"ingest_b"}]}""",
        "transform: notebook_task /Jobs/transform, after ingest_a, ingest_b")]
    [InlineData("Task", """{"task_key":"check","condition_task":{"left":"1","op":"EQUAL_TO","right":"2"}}""",
        "check: condition_task 1 EQUAL_TO 2")]
    [InlineData("SubmitTask", """{"task_key":"other","run_job_task":{"job_id":7}}""", "other: run_job_task 7")]
    [InlineData("SubmitTask", """{"task_key":"plain"}""", "plain")]
    [InlineData("TaskDependency", """{"task_key":"a"}""", "a")]
    [InlineData("TaskDependency", """{"task_key":"a","outcome":"true"}""", "a (outcome true)")]
    [InlineData(
        "JobCluster",
        """{"job_cluster_key":"main","new_cluster":{"num_workers":2,"node_type_id":"i3.xlarge","spark_version":"15.4.x"}}""",
        "main: 2 workers of i3.xlarge, 15.4.x")]
    [InlineData("ClusterSpec", """{"existing_cluster_id":"0425-abc"}""", "cluster 0425-abc")]
    [InlineData(
        "Clusters.ClusterSpec",
        """{"autoscale":{"min_workers":2,"max_workers":8},"node_type_id":"n"}""",
        "2 to 8 workers of n")]
    [InlineData(
        "Clusters.ClusterSpec",
        """{"num_workers":0,"node_type_id":"n","spark_version":"v"}""",
        "single node of n, v")]
    [InlineData("Clusters.ClusterSpec", """{"num_workers":1,"instance_pool_id":"p"}""", "1 worker of pool p")]
    [InlineData("RunState", """{"life_cycle_state":"RUNNING"}""", "RUNNING")]
    [InlineData("RunState", """{"life_cycle_state":"TERMINATED","result_state":"TIMEDOUT"}""", "TIMEDOUT")]
    [InlineData(
        "RunStatus",
        """{"state":"TERMINATED","termination_details":{"code":"SUCCESS","type":"SUCCESS"}}""",
        "SUCCESS")]
    [InlineData("TerminationDetails", """{"code":"RUN_EXECUTION_ERROR","type":"CLIENT_ERROR","message":"bad"}""",
        "RUN_EXECUTION_ERROR (CLIENT_ERROR) - bad")]
    [InlineData("TerminationDetails", """{"code":"SUCCESS","type":"SUCCESS"}""", "SUCCESS")]
    [InlineData(
        "CronSchedule",
        """{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC","pause_status":"PAUSED"}""",
        "0 0 2 * * ? (UTC), paused")]
    [InlineData("JobParameter", """{"name":"day","default":"1","value":"2"}""", "day = 2")]
    [InlineData("JobParameterDefinition", """{"name":"day","default":"1"}""", "day = 1")]
    [InlineData(
        "GitSource",
        """{"git_url":"https://github.com/a/b","git_branch":"main"}""",
        "https://github.com/a/b (branch main)")]
    [InlineData("GitSource", """{"git_url":"https://me:dapi123@github.com/a/b"}""", "https://github.com/a/b")]
    [InlineData("GitSource", """{"git_url":"https://dapi123@github.com"}""", "https://github.com")]
    [InlineData(
        "RepairHistoryItem",
        """{"type":"REPAIR","id":12,"state":{"result_state":"SUCCESS"}}""",
        "REPAIR 12: SUCCESS")]
    [InlineData(
        "JobAccessControlRequest",
        """{"group_name":"admins","permission_level":"CAN_MANAGE"}""",
        "group admins: CAN_MANAGE")]
    [InlineData(
        "JobAccessControlResponse",
        """{"user_name":"a@b.c","all_permissions":[{"permission_level":"IS_OWNER"},{"permission_level":"CAN_MANAGE","inherited":true}]}""",
        "user a@b.c: IS_OWNER, CAN_MANAGE (inherited)")]
    [InlineData("JobPermission", """{"permission_level":"CAN_VIEW","inherited":false}""", "CAN_VIEW")]
    [InlineData("RunOutput", """{"error":"it\nbroke","metadata":{"run_id":4}}""", "Output of run 4: error - it broke")]
    [InlineData("RunOutput", """{"notebook_output":{"result":"42","truncated":true}}""", "Output: 42 (truncated)")]
    [InlineData("RunOutput", """{"logs":"abc"}""", "Output: 3 characters of logs")]
    [InlineData("NotebookOutput", """{}""", "no result")]
    [InlineData("CreateResponse", """{"job_id":5}""", "CreateResponse: job_id 5")]
    [InlineData("RunNow", """{"job_id":5,"jar_params":["a","b"],"job_parameters":{"a":"b"}}""",
        "RunNow: job_id 5, jar_params (2 items), job_parameters (1 item)")]
    public void A_model_describes_itself_in_one_line(string name, string json, string expected)
    {
        string whole = json.Replace("FAILED}", Failed + "}", StringComparison.Ordinal);

        Assert.Equal(expected, ServiceResponse.Read(name, whole).ToString());
    }

    [Fact]
    public void A_secret_is_not_shown()
    {
        Assert.Equal(
            "DockerBasicAuth: password ***, username me",
            new DockerBasicAuth { Username = "me", Password = "dapi123" }.ToString());
    }

    [Fact]
    public void A_long_text_is_truncated_between_characters()
    {
        string text = new JobSettings { Name = string.Concat(Enumerable.Repeat("😀", 100)) }.ToString();

        Assert.True(text.Length <= 80);
        Assert.EndsWith("😀...", text, StringComparison.Ordinal);
    }
}
