using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class ValidationTests : IDisposable
{
    private const string Quartz =
        "Databricks uses Quartz cron syntax, which is different from the standard cron syntax. See "
        + "http://www.quartz-scheduler.org/documentation/quartz-2.1.x/tutorials/crontrigger.html for more details.";

    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    /// <summary>Messages of the service, as reports and fixtures of its clients have them.</summary>
    [Theory]
    [InlineData("""{"tasks":[{"task_key":"a"}]}""", "No task defined for a")]
    [InlineData(
        """{"tasks":[{"notebook_task":{"notebook_path":"/"}}]}""", "Missing required field: settings.tasks.task_key")]
    [InlineData(
        """{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"job_cluster_key":"c"}]}""",
        "Job cluster 'c' is not defined in field 'job_clusters'.")]
    [InlineData(
        """{"job_clusters":[{"job_cluster_key":"c","new_cluster":{"num_workers":1}}]}""",
        "Shared job cluster feature is only supported in multi-task jobs.")]
    [InlineData(
        """{"git_source":{"git_url":"https://x"}}""",
        "git_source.git_provider must be one of: github,gitlab,bitbucketcloud,gitlabenterpriseedition,"
        + "bitbucketserver,azuredevopsservices,githubenterprise,awscodecommit")]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"0 30 2,7,11,15 * * *","timezone_id":"UTC"}}""",
        "Invalid quartz_cron_expression: 0 30 2,7,11,15 * * *. " + Quartz)]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"@daily","timezone_id":"UTC"}}""",
        "Invalid quartz_cron_expression: @daily. " + Quartz)]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"0 1 0 8 Apr ? 2021","timezone_id":"UTC"}}""",
        "The provided cron expression: 0 1 0 8 Apr ? 2021 will never fire.")]
    [InlineData(
        """{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"depends_on":[{"task_key":"a"}]}]}""",
        "Invalid dependency graph, task 'a' can not reference itself.")]
    [InlineData(
        """
        {"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"}}],
         "job_clusters":[{"job_cluster_key":"c","new_cluster":{"spark_version":"15.4.x-scala2.12"}}]}
        """,
        "Cluster validation error: Missing required field: settings.cluster_spec.new_cluster.size")]
    [InlineData(
        """{"webhook_notifications":{"on_failure":[{}]}}""",
        "Missing required field: settings.webhook_notifications.on_failure.id")]
    public async Task The_service_rejects_settings_in_its_own_words(string settings, string message)
    {
        WorkspaceResponse reply = await _workspace.RejectedAsync("create", settings);
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), ((int)reply.Status, reply.Code));
        Assert.Equal(message, reply.Message);
    }

    [Fact]
    public async Task The_path_of_a_missing_field_begins_with_the_field_that_has_the_settings()
    {
        long job = await _workspace.CreateAsync("""{"name":"a"}""");
        const string Settings = """{"webhook_notifications":{"on_failure":[{}]}}""";
        foreach (string operation in new[] { "reset", "update" })
        {
            WorkspaceResponse reply = await _workspace.RejectedAsync(
                operation, $$"""{"job_id":{{job}},"new_settings":{{Settings}}}""");
            Assert.Equal(
                "Missing required field: new_settings.webhook_notifications.on_failure.id", reply.Message);
        }
    }

    [Fact]
    public async Task A_one_time_run_without_tasks_is_rejected_in_the_words_of_the_service()
    {
        WorkspaceResponse reply = await _workspace.RejectedAsync(
            "runs/submit", """{"run_name":"test","timeout_seconds":3600}""");
        Assert.Equal(
            "One of job_cluster_key, new_cluster, or existing_cluster_id must be specified.", reply.Message);
    }

    [Theory]
    [InlineData("gitHub")]
    [InlineData("GIT_HUB")]
    [InlineData("azureDevOpsServices")]
    [InlineData("awsCodeCommit")]
    public async Task Git_providers_are_known_in_both_spellings(string provider) =>
        await _workspace.CreateAsync($$$"""{"git_source":{"git_url":"https://x","git_provider":"{{{provider}}}"}}""");

    [Theory]
    [InlineData("0 0 12 * * ?")]
    [InlineData("0 0/5 14,18 ? * MON-FRI")]
    [InlineData("0 15 10 ? * 6L 2025-2090")]
    [InlineData("0 0 12 LW * ? 2020/2")]
    [InlineData("0 0 12 ? * 6#3")]
    public async Task Quartz_expressions_are_accepted(string cron) => await _workspace.CreateAsync(
        $$$"""{"schedule":{"quartz_cron_expression":"{{{cron}}}","timezone_id":"UTC"}}""");

    [Theory]
    [InlineData("\"dbt_task\":{\"commands\":[]}", "Only one task")]
    [InlineData("\"run_if\":\"SOMETIMES\"", "ALL_SUCCESS")]
    [InlineData("\"max_retries\":-2", "max_retries must be at least -1, but was -2.")]
    [InlineData("\"timeout_seconds\":-2", "timeout_seconds must be at least 0")]
    [InlineData("\"environment_key\":\"c\"", "Environment 'c' is not defined")]
    [InlineData("\"new_cluster\":{},\"existing_cluster_id\":\"c\"", "Only one of job_cluster_key")]
    [InlineData("\"new_cluster\":{\"num_workers\":1,\"autoscale\":{}}", "Cluster validation error: Only one of")]
    [InlineData("\"new_cluster\":{\"num_workers\":-1}", "num_workers must be at least 0")]
    [InlineData("\"new_cluster\":{\"autoscale\":{\"min_workers\":3,\"max_workers\":2}}", "max_workers (2)")]
    [InlineData("\"new_cluster\":{\"num_workers\":1,\"runtime_engine\":\"foton\"}", "PHOTON")]
    [InlineData("\"spark_python_task\":{}", "settings.tasks.spark_python_task.python_file")]
    public async Task Tasks_that_make_no_sense_are_rejected(string more, string hint)
    {
        WorkspaceResponse reply = await _workspace.RejectedAsync(
            "create", $$$"""{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},{{{more}}}}]}""");
        AssertInvalid(reply, hint);
    }

    [Theory]
    [InlineData("""{"tasks":[{"task_key":"a b","notebook_task":{"notebook_path":"/"}}]}""", "task_key 'a b'")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{}}]}""", "notebook_path")]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"0 0 0 * * ?","timezone_id":"UTC"},"continuous":{}}""", "Only one")]
    [InlineData("""{"continuous":{},"max_concurrent_runs":2}""", "continuous")]
    [InlineData(
        """{"git_source":{"git_url":"https://x","git_provider":"gitHub","git_tag":"a","git_branch":"b"}}""",
        "Only one")]
    [InlineData("""{"git_source":{"git_url":"https://x","git_provider":"svn"}}""", "git_source.git_provider")]
    [InlineData("""{"max_concurrent_runs":1001}""", "max_concurrent_runs must be between 0 and 1000")]
    [InlineData("""{"max_concurrent_runs":-1}""", "max_concurrent_runs")]
    [InlineData("""{"timeout_seconds":-1}""", "timeout_seconds")]
    [InlineData("""{"parameters":[{"name":"p"}]}""", "settings.parameters.default")]
    [InlineData("""{"parameters":[{"name":"p","default":"1"},{"name":"p","default":"1"}]}""", "Duplicate")]
    [InlineData(
        """
        {"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"}}],
         "job_clusters":[{"job_cluster_key":"p"},{"job_cluster_key":"p"}]}
        """,
        "Duplicate")]
    [InlineData(
        """{"access_control_list":[{"user_name":"a","group_name":"b","permission_level":"CAN_VIEW"}]}""",
        "exactly one of")]
    public async Task Settings_that_make_no_sense_are_rejected(string settings, string hint) =>
        AssertInvalid(await _workspace.RejectedAsync("create", settings), hint);

    [Theory]
    [InlineData("b", "", "a", "cycle")]
    [InlineData("x", "", "", "does not exist")]
    [InlineData("b,b", "", "", "twice")]
    [InlineData("b", "true", "", "not a condition task")]
    public async Task Graphs_that_cannot_run_are_rejected(
        string beforeA, string outcome, string beforeB, string hint)
    {
        string a = Notebook("a", beforeA);
        if (outcome.Length > 0)
        {
            a = a.Replace(
                "\"task_key\":\"b\"", $"\"task_key\":\"b\",\"outcome\":\"{outcome}\"", StringComparison.Ordinal);
        }

        WorkspaceResponse reply = await _workspace.RejectedAsync(
            "create", $$"""{"tasks":[{{a}},{{Notebook("b", beforeB)}}]}""");
        Assert.StartsWith("Invalid dependency graph, ", reply.Message, StringComparison.Ordinal);
        Assert.Contains(hint, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_unique_and_outcomes_are_true_or_false()
    {
        WorkspaceResponse twice =
            await _workspace.RejectedAsync("create", $$"""{"tasks":[{{Notebook("a")}},{{Notebook("a")}}]}""");
        Assert.Contains("Duplicate task_key", twice.Message, StringComparison.Ordinal);
        WorkspaceResponse maybe = await _workspace.RejectedAsync("create", """
            {"tasks":[{"task_key":"c","condition_task":{"op":"EQUAL_TO","left":"1","right":"1"}},
             {"task_key":"a","depends_on":[{"task_key":"c","outcome":"maybe"}],"notebook_task":{"notebook_path":"/"}}]}
            """);
        Assert.Contains("true or false", maybe.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """
        {"inputs":"[]","task":{"task_key":"i","for_each_task":
         {"inputs":"[]","task":{"task_key":"k","notebook_task":{"notebook_path":"/"}}}}}
        """)]
    [InlineData(
        """
        {"inputs":"[]","task":
         {"task_key":"i","notebook_task":{"notebook_path":"/"},"depends_on":[{"task_key":"k"}]}}
        """)]
    [InlineData("""{"inputs":"[]","concurrency":101,"task":{"task_key":"i","notebook_task":{"notebook_path":"/"}}}""")]
    [InlineData("""{"inputs":"[]","concurrency":0,"task":{"task_key":"i","notebook_task":{"notebook_path":"/"}}}""")]
    [InlineData("""{"inputs":"[]","task":{"task_key":"i"}}""")]
    [InlineData("""{"inputs":"[]"}""")]
    public async Task Loops_that_make_no_sense_are_rejected(string loop)
    {
        WorkspaceResponse reply = await _workspace.RejectedAsync(
            "create", $$$"""{"tasks":[{"task_key":"l","for_each_task":{{{loop}}}}]}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
    }

    [Theory]
    [InlineData("\"max_retries\":3", "max_retries")]
    [InlineData("\"libraries\":[{\"whl\":\"/x.whl\"}]", "libraries")]
    public async Task Retries_and_libraries_of_a_loop_belong_to_its_nested_task(string more, string hint)
    {
        WorkspaceResponse reply = await _workspace.RejectedAsync("create", $$$"""
            {"tasks":[{"task_key":"l",{{{more}}},"for_each_task":{"inputs":"[]","task":{{{Notebook("i")}}} } }]}
            """);
        AssertInvalid(reply, hint);
    }

    [Fact]
    public async Task Limits_of_the_service_hold()
    {
        string tags = string.Join(",", Enumerable.Range(0, 26).Select(i => $"\"t{i}\":\"x\""));
        await _workspace.RejectedAsync("create", $$$"""{"tags":{{{{tags}}}}}""");
        await _workspace.RejectedAsync("create", $$"""{"name":"{{new string('n', 4097)}}"}""");
        await _workspace.RejectedAsync("create", $$"""{"name":"{{new string('é', 2049)}}"}""");
        await _workspace.CreateAsync($$"""{"name":"{{new string('é', 2048)}}"}""");
        await _workspace.RejectedAsync("create", $$"""{"description":"{{new string('n', 27701)}}"}""");
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        WorkspaceResponse big = await _workspace.RejectedAsync(
            "run-now", $$$"""{"job_id":{{{job}}},"notebook_params":{"a":"{{{new string('x', 10_000)}}}"}}""");
        Assert.Contains("notebook_params", big.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "{\"name\":")]
    [InlineData("create", "[]")]
    [InlineData("create", """{"name":5}""")]
    [InlineData("runs/cancel", """{"run_id":"x"}""")]
    public async Task What_cannot_be_read_is_malformed(string path, string body) =>
        Assert.Equal("MALFORMED_REQUEST", (await _workspace.RejectedAsync(path, body)).Code);

    [Theory]
    [InlineData("get")]
    [InlineData("get?job_id=abc")]
    [InlineData("runs/get")]
    public async Task A_missing_or_wrong_id_is_rejected(string path) =>
        Assert.Equal("INVALID_PARAMETER_VALUE", (await _workspace.RejectedAsync(path)).Code);

    [Theory]
    [InlineData("update", "{}")]
    [InlineData("reset", "{}")]
    [InlineData("delete", "")]
    [InlineData("run-now", "{}")]
    [InlineData("runs/cancel", "{}")]
    [InlineData("runs/delete", "{}")]
    [InlineData("runs/repair", "{}")]
    public async Task A_body_without_its_id_is_rejected(string path, string body) =>
        Assert.Equal("INVALID_PARAMETER_VALUE", (await _workspace.RejectedAsync(path, body)).Code);

    private static void AssertInvalid(WorkspaceResponse reply, string hint)
    {
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
        Assert.Contains(hint, reply.Message, StringComparison.Ordinal);
    }
}
