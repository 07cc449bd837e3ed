using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class TaskOutputTests : IDisposable
{
    private const string Done = """
        "state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"},"start_time":1000,"end_time":4000
        """;

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_last_attempts_of_all_tasks_are_read_in_the_order_of_the_graph()
    {
        Serve($$"""
            [{"task_key":"last","run_id":13,"depends_on":[{"task_key":"middle"},{"task_key":"gone"}],{{Done}}},
             {"task_key":"middle","run_id":12,"attempt_number":1,"depends_on":[{"task_key":"first"}],{{Done}}},
             {"task_key":"middle","run_id":10,"attempt_number":0,"depends_on":[{"task_key":"first"}],{{Done}}},
             {"task_key":"first","run_id":11,{{Done}}}]
            """);

        List<TaskOutput> outputs = await ReadAsync();

        Assert.Equal(["first", "middle", "last"], outputs.Select(static output => output.TaskKey));
        TaskOutput middle = outputs[1];
        Assert.Equal(7, middle.JobId);
        Assert.Equal(12, middle.RunId);
        Assert.Equal(9, middle.ParentRunId);
        Assert.Equal(1, middle.AttemptNumber);
        Assert.Equal("SUCCESS", middle.Result);
        Assert.Equal(TimeSpan.FromSeconds(3), middle.Duration);
        Assert.Equal("result of 12", middle.NotebookResult);
        Assert.True(middle.Truncated);
        Assert.Equal("logs of 12", middle.Logs);
        Assert.True(middle.LogsTruncated);
        Assert.Equal("error of 12", middle.Error);
        Assert.Equal("trace of 12", middle.ErrorTrace);
        Assert.NotNull(middle.Output);
        Assert.Equal("middle: SUCCESS", middle.ToString());
    }

    [Fact]
    public async Task Tasks_that_never_ran_are_told_without_a_request()
    {
        Serve("""
            [{"task_key":"a","run_id":11,"state":
              {"life_cycle_state":"TERMINATED","result_state":"UPSTREAM_FAILED","state_message":"a1 failed"}},
             {"task_key":"b","run_id":12,"state":{"life_cycle_state":"SKIPPED"}},
             {"task_key":"c","run_id":13,"state":{"life_cycle_state":"BLOCKED"}},
             {"task_key":"d"}]
            """);

        List<TaskOutput> outputs = await ReadAsync();

        Assert.Equal(
            ["UPSTREAM_FAILED", "SKIPPED", "BLOCKED", "UNKNOWN"],
            outputs.Select(static output => output.Result));
        Assert.Equal("a1 failed", outputs[0].Error);
        Assert.All(outputs, static output => Assert.Null(output.Output));
        Assert.All(outputs, static output => Assert.Null(output.Duration));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Iterations_follow_their_task_where_they_are_wanted()
    {
        _fixture.Server.Handler = static request => request.Query("run_id") switch
        {
            "9" => StubResponse.Json(
                $$$"""{"run_id":9,"tasks":[{"task_key":"loop","run_id":20,"for_each_task":{},{{{Done}}}}]}"""),
            "20" => StubResponse.Json($$"""
                {"run_id":20,"iterations":
                 [{"task_key":"i","run_id":21,{{Done}}},{"task_key":"i","run_id":22,{{Done}}}]}
                """),
            _ => Output(request),
        };

        Assert.Equal(["loop"], (await ReadAsync()).Select(static output => output.TaskKey));

        List<TaskOutput> outputs = await ReadAsync(new RunOutputOptions { IncludeIterations = true });
        Assert.Equal([20, 21, 22], outputs.Select(static output => output.RunId!.Value));
        Assert.Equal([9, 20, 20], outputs.Select(static output => output.ParentRunId!.Value));
        Assert.Equal("logs of 22", outputs[2].Logs);
    }

    [Fact]
    public async Task A_run_that_is_not_made_of_tasks_gives_its_own_output()
    {
        _fixture.Server.Handler = static request => request.Path.EndsWith("/get", StringComparison.Ordinal)
            ? StubResponse.Json($$"""{"run_id":9,"job_id":7,{{Done}}}""")
            : Output(request);

        TaskOutput output = Assert.Single(await ReadAsync());

        Assert.Null(output.TaskKey);
        Assert.Equal("logs of 9", output.Logs);
        Assert.Equal("9: SUCCESS", output.ToString());
    }

    [Fact]
    public async Task A_task_without_an_output_does_not_hide_the_others()
    {
        ServeWithoutFirstOutput(StubResponse.Error(400, "INVALID_PARAMETER_VALUE", "none"));

        List<TaskOutput> outputs = await ReadAsync();

        Assert.Equal("none", outputs[0].Error);
        Assert.Equal("logs of 12", outputs[1].Logs);
    }

    [Theory]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(500, "INTERNAL_ERROR")]
    public async Task A_task_whose_output_is_rejected_does_not_hide_the_others(int status, string code)
    {
        const string Failed = """
            "state":{"life_cycle_state":"TERMINATED","result_state":"FAILED","state_message":"See the logs."}
            """;
        Serve(
            $$"""[{"task_key":"a","run_id":11,{{Failed}}},{"task_key":"b","run_id":12,{{Done}}}]""",
            request => request.Query("run_id") == "11" ? StubResponse.Error(status, code, "no") : Output(request));

        List<TaskOutput> outputs = await ReadAsync();

        Assert.Equal("See the logs.", outputs[0].Error);
        Assert.Equal(status, Assert.IsAssignableFrom<JobsServiceException>(outputs[0].GetReadError()).StatusCode);
        Assert.Equal("logs of 12", outputs[1].Logs);
        Assert.Null(outputs[1].GetReadError());
    }

    [Fact]
    public async Task Iterations_that_cannot_be_listed_do_not_hide_the_other_tasks()
    {
        string tasks = $$$"""
            [{"task_key":"loop","run_id":20,"for_each_task":{},{{{Done}}}},
             {"task_key":"b","run_id":12,{{{Done}}}}]
            """;
        _fixture.Server.Handler = request => (request.Path, request.Query("run_id")) switch
        {
            (_, "9") => StubResponse.Json($$"""{"run_id":9,"job_id":7,"tasks":{{tasks}}}"""),
            (_, "20") => StubResponse.Error(403, "PERMISSION_DENIED", "no"),
            _ => Output(request),
        };

        List<TaskOutput> outputs = await ReadAsync(new RunOutputOptions { IncludeIterations = true });

        Assert.IsType<PermissionDeniedException>(outputs[0].GetReadError());
        Assert.Equal("logs of 12", outputs[1].Logs);
    }

    [Fact]
    public async Task Credentials_that_are_rejected_end_the_reading()
    {
        Serve(
            $$"""[{"task_key":"a","run_id":11,{{Done}}},{"task_key":"b","run_id":12,{{Done}}}]""",
            static _ => StubResponse.Error(401, "UNAUTHENTICATED", "no"));

        await Assert.ThrowsAsync<UnauthenticatedException>(() => ReadAsync());
    }

    [Fact]
    public async Task Many_outputs_come_in_order_and_a_few_at_a_time()
    {
        int underWay = 0;
        int most = 0;
        string tasks = string.Join(
            ",",
            Enumerable.Range(100, 40).Select(id => $$"""{"task_key":"t{{id}}","run_id":{{id}},{{Done}}}"""));
        Serve($"[{tasks}]", request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            Thread.SpinWait(1000);
            Interlocked.Decrement(ref underWay);
            return Output(request);
        });

        List<TaskOutput> outputs = await ReadAsync(new RunOutputOptions { MaxParallel = 3 });

        Assert.Equal(
            Enumerable.Range(100, 40).Select(static id => $"logs of {id}"),
            outputs.Select(static output => output.Logs));
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task A_chain_of_a_thousand_tasks_is_sorted()
    {
        string tasks = string.Join(",", Enumerable.Range(0, 1000).Select(static id =>
            $$"""{"task_key":"t{{id}}","depends_on":[{"task_key":"t{{id + 1}}"}]}"""));
        Serve($"[{tasks}]");

        List<TaskOutput> outputs = await ReadAsync();

        Assert.Equal("t999", outputs[0].TaskKey);
        Assert.Equal("t0", outputs[^1].TaskKey);
    }

    private void Serve(string tasks, Func<ReceivedRequest, StubResponse>? output = null) =>
        _fixture.Server.Handler = request => request.Path.EndsWith("/get", StringComparison.Ordinal)
            ? StubResponse.Json($$"""{"run_id":9,"job_id":7,"tasks":{{tasks}}}""")
            : (output ?? Output)(request);

    private void ServeWithoutFirstOutput(StubResponse error) => Serve(
        $$"""[{"task_key":"a","run_id":11,{{Done}}},{"task_key":"b","run_id":12,{{Done}}}]""",
        request => request.Query("run_id") == "11" ? error : Output(request));

    private static StubResponse Output(ReceivedRequest request)
    {
        string? id = request.Query("run_id");
        return StubResponse.Json($$$"""
            {"notebook_output":{"result":"result of {{{id}}}","truncated":true},"logs":"logs of {{{id}}}",
             "logs_truncated":true,"error":"error of {{{id}}}","error_trace":"trace of {{{id}}}"}
            """);
    }

    private async Task<List<TaskOutput>> ReadAsync(RunOutputOptions? options = null)
    {
        List<TaskOutput> outputs = [];
        await foreach (TaskOutput output in _fixture.Client.GetTaskOutputsAsync(9, options)) outputs.Add(output);
        return outputs;
    }
}
