using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class ValidationTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("""{"tasks":[{"task_key":"a"}]}""", "does nothing")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"dbt_task":{"commands":[]}}]}""",
        "one kind")]
    [InlineData("""{"tasks":[{"task_key":"a b","notebook_task":{"notebook_path":"/"}}]}""", "task_key")]
    [InlineData("""{"tasks":[{"notebook_task":{"notebook_path":"/"}}]}""", "task_key")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{}}]}""", "notebook_path")]
    [InlineData(
        """{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"run_if":"SOMETIMES"}]}""", "ALL_SUCCESS")]
    [InlineData(
        """{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"max_retries":-2}]}""", "max_retries")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"timeout_seconds":-2}]}""",
        "timeout_seconds")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"job_cluster_key":"c"}]}""",
        "job_cluster_key")]
    [InlineData("""{"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"environment_key":"c"}]}""",
        "environment_key")]
    [InlineData(
        """
        {"tasks":[{"task_key":"a","notebook_task":{"notebook_path":"/"},"new_cluster":{},"existing_cluster_id":"c"}]}
        """,
        "only one of")]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"0 0 0 * * ?","timezone_id":"UTC"},"continuous":{}}""", "Only one")]
    [InlineData("""{"schedule":{"quartz_cron_expression":"0 0","timezone_id":"UTC"}}""", "quartz_cron_expression")]
    [InlineData("""{"continuous":{},"max_concurrent_runs":2}""", "continuous")]
    [InlineData("""{"git_source":{"git_url":"https://x"}}""", "azureDevOpsServices")]
    [InlineData("""{"git_source":{"git_url":"https://x","git_provider":"gitHub","git_tag":"a","git_branch":"b"}}""",
        "only one")]
    [InlineData("""{"max_concurrent_runs":1001}""", "max_concurrent_runs")]
    [InlineData("""{"max_concurrent_runs":-1}""", "max_concurrent_runs")]
    [InlineData("""{"timeout_seconds":-1}""", "timeout_seconds")]
    [InlineData("""{"parameters":[{"name":"p","default":"1"},{"name":"p","default":"1"}]}""", "Duplicate")]
    [InlineData("""{"job_clusters":[{"job_cluster_key":"p"},{"job_cluster_key":"p"}]}""", "Duplicate")]
    [InlineData("""{"access_control_list":[{"user_name":"a","group_name":"b","permission_level":"CAN_VIEW"}]}""",
        "exactly one of")]
    public async Task Settings_that_make_no_sense_are_rejected(string settings, string hint)
    {
        var reply = await _workspace.RejectedAsync("create", settings);
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
        Assert.Contains(hint, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", "", "a", "cycle")]
    [InlineData("x", "", "", "does not exist")]
    [InlineData("b,b", "", "", "twice")]
    [InlineData("b", "true", "", "no condition")]
    public async Task Graphs_that_cannot_run_are_rejected(
        string beforeA, string outcome, string beforeB, string hint)
    {
        var a = Notebook("a", beforeA);
        if (outcome.Length > 0)
        {
            a = a.Replace(
                "\"task_key\":\"b\"", $"\"task_key\":\"b\",\"outcome\":\"{outcome}\"", StringComparison.Ordinal);
        }

        var reply = await _workspace.RejectedAsync("create", $$"""{"tasks":[{{a}},{{Notebook("b", beforeB)}}]}""");
        Assert.Contains(hint, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_stand_once_and_outcomes_are_true_or_false()
    {
        var twice = await _workspace.RejectedAsync("create", $$"""{"tasks":[{{Notebook("a")}},{{Notebook("a")}}]}""");
        Assert.Contains("Duplicate task_key", twice.Message, StringComparison.Ordinal);
        var maybe = await _workspace.RejectedAsync("create", """
            {"tasks":[{"task_key":"c","condition_task":{"op":"EQUAL_TO","left":"1","right":"1"}},
             {"task_key":"a","depends_on":[{"task_key":"c","outcome":"maybe"}],"notebook_task":{"notebook_path":"/"}}]}
            """);
        Assert.Contains("true or false", maybe.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""
        {"inputs":"[]","task":{"task_key":"i",
         "for_each_task":{"inputs":"[]","task":{"task_key":"k","notebook_task":{"notebook_path":"/"}}}}}
        """)]
    [InlineData("""
        {"inputs":"[]","task":{"task_key":"i","notebook_task":{"notebook_path":"/"},"depends_on":[{"task_key":"k"}]}}
        """)]
    [InlineData("""{"inputs":"[]","concurrency":101,"task":{"task_key":"i","notebook_task":{"notebook_path":"/"}}}""")]
    [InlineData("""{"inputs":"[]","concurrency":0,"task":{"task_key":"i","notebook_task":{"notebook_path":"/"}}}""")]
    [InlineData("""{"inputs":"[]","task":{"task_key":"i"}}""")]
    [InlineData("""{"inputs":"[]"}""")]
    public async Task Loops_that_make_no_sense_are_rejected(string loop) =>
        Assert.Equal(
            "INVALID_PARAMETER_VALUE",
            (await _workspace.RejectedAsync(
                "create",
                $$$"""{"tasks":[{"task_key":"l","for_each_task":{{{loop}}}}]}""")).Code);

    [Fact]
    public async Task Limits_of_the_service_hold()
    {
        var tags = string.Join(",", Enumerable.Range(0, 26).Select(i => $"\"t{i}\":\"x\""));
        await _workspace.RejectedAsync("create", $$$"""{"tags":{{{{tags}}}}}""");
        await _workspace.RejectedAsync("create", $$"""{"name":"{{new string('n', 4097)}}"}""");
        await _workspace.RejectedAsync("create", $$"""{"description":"{{new string('n', 27701)}}"}""");
        var job = await _workspace.CreateTasksAsync(Notebook("a"));
        var big = await _workspace.RejectedAsync(
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
}
