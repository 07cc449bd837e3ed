using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>Retries, queues, cancelling, repairing and deleting.</summary>
public sealed class RunLifecycleTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_failed_task_is_tried_again_as_a_run_of_its_own()
    {
        _workspace.Server.Script("a", new() { FailTimes = 2 });
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(
            Notebook("a", more: ""","max_retries":2,"min_retry_interval_millis":60000""")));
        _workspace.Advance(10);
        var waiting = (await _workspace.RunAsync(run)).Task("a");
        Assert.Equal("WAITING_FOR_RETRY", waiting.State());
        Assert.Equal("WAITING", waiting.Text("status.state"));
        _workspace.Advance(1000);
        var view = await _workspace.RunAsync(run);

        Assert.Equal("a:FAILED a:FAILED a:SUCCESS", view.Results());
        Assert.Equal("TERMINATED/SUCCESS", view.State());
        Assert.Equal("2", view.Text("tasks.2.attempt_number"));
        Assert.Equal(3, view.At("tasks").EnumerateArray().Select(task => task.Text("run_id")).Distinct().Count());
        Assert.Equal(
            Start.AddSeconds(120).ToUnixTimeMilliseconds(), view.At("tasks.2.start_time").GetInt64());
        var last = await _workspace.RunAsync(view.At("tasks.2.run_id").GetInt64());
        Assert.Equal(view.Text("tasks.0.run_id"), last.Text("original_attempt_run_id"));
        Assert.Equal("RETRY", last.Text("trigger"));
    }

    [Theory]
    [InlineData(false, "a:TIMEDOUT")]
    [InlineData(true, "a:TIMEDOUT a:TIMEDOUT")]
    public async Task A_timeout_is_tried_again_only_when_asked_for(bool retry, string expected)
    {
        string flag = retry ? "true" : "false";
        var run = await _workspace.FinishAsync(Notebook(
            "a", more: $$""","max_retries":1,"timeout_seconds":3,"retry_on_timeout":{{flag}}"""));
        Assert.Equal(expected, run.Results());
    }

    [Fact]
    public async Task Runs_beyond_the_limit_wait_in_a_queue()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        await _workspace.RunNowAsync(job);
        long second = await _workspace.RunNowAsync(job);
        var queued = await _workspace.RunAsync(second);
        Assert.Equal("QUEUED", queued.State());
        Assert.Equal("MAX_CONCURRENT_RUNS_REACHED", queued.Text("status.queue_details.code"));
        Assert.Contains("1", queued.Text("state.queue_reason"), StringComparison.Ordinal);
        _workspace.Advance(100);
        var ended = await _workspace.RunAsync(second);
        Assert.Equal("TERMINATED/SUCCESS", ended.State());
        Assert.Equal(7000, ended.At("queue_duration").GetInt64());
    }

    [Fact]
    public async Task Without_a_queue_runs_beyond_the_limit_are_skipped()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"), ""","queue":{"enabled":false}""");
        await _workspace.RunNowAsync(job);
        var second = await _workspace.RunAsync(await _workspace.RunNowAsync(job));
        Assert.Equal("SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED", second.State());
        Assert.Equal("MAX_CONCURRENT_RUNS_EXCEEDED", second.Text("status.termination_details.code"));
        var refused = await _workspace.RejectedAsync(
            "runs/repair", $$"""{"run_id":{{second.Text("run_id")}},"rerun_tasks":["a"]}""");
        Assert.Equal("INVALID_STATE", refused.Code);
        var third = await _workspace.RunAsync(await _workspace.RunNowAsync(job, ""","queue":{"enabled":true}"""));
        Assert.Equal("QUEUED", third.State());
    }

    [Fact]
    public async Task A_job_for_no_runs_at_all_skips_every_run()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"), ""","max_concurrent_runs":0""");
        var run = await _workspace.RunAsync(await _workspace.RunNowAsync(job));
        Assert.Equal("SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED", run.State());
    }

    [Fact]
    public async Task A_cancelled_run_is_terminating_before_it_is_canceled()
    {
        long run = await _workspace.RunNowAsync(
            await _workspace.CreateTasksAsync(Notebook("a") + "," + Notebook("b", "a")));
        await _workspace.JobsAsync("runs/cancel", $$"""{"run_id":{{run}}}""");
        Assert.Equal("TERMINATING", (await _workspace.RunAsync(run)).State());
        _workspace.Advance(1);
        var ended = await _workspace.RunAsync(run);
        Assert.Equal("TERMINATED/CANCELED", ended.State());
        Assert.Equal("a:CANCELED b:CANCELED", ended.Results());
        Assert.Equal("USER_CANCELED", ended.Text("status.termination_details.code"));
        await _workspace.JobsAsync("runs/cancel", $$"""{"run_id":{{run}}}""");
        Assert.Equal("TERMINATED/CANCELED", (await _workspace.RunAsync(run)).State());
    }

    [Fact]
    public async Task Cancelling_reaches_iterations_and_other_jobs()
    {
        long inner = await _workspace.CreateTasksAsync(Notebook("x"));
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync($$$"""
            {"task_key":"call","run_job_task":{"job_id":{{{inner}}}}},
            {"task_key":"loop","for_each_task":{"inputs":"[1,2]","task":{{{Notebook("i")}}}}}
            """));
        _workspace.Advance(3);
        await _workspace.JobsAsync("runs/cancel", $$"""{"run_id":{{run}}}""");
        _workspace.Advance(5);
        var ended = await _workspace.RunAsync(run);
        Assert.Equal("call:CANCELED loop:CANCELED", ended.Results());
        var children = await _workspace.JobsAsync($"runs/list?job_id={inner}");
        Assert.Equal("TERMINATED/CANCELED", children.At("runs.0").State());
    }

    [Fact]
    public async Task A_single_task_can_be_cancelled()
    {
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(string.Join(
            ",", Notebook("a"), Notebook("b", "a"), Notebook("c", "a", ""","run_if":"ALL_DONE" """))));
        var view = await _workspace.RunAsync(run);
        await _workspace.JobsAsync("runs/cancel", $$"""{"run_id":{{view.Text("tasks.0.run_id")}}}""");
        _workspace.Advance(100);
        Assert.Equal("a:CANCELED b:UPSTREAM_CANCELED c:SUCCESS", (await _workspace.RunAsync(run)).Results());
    }

    [Fact]
    public async Task Cancel_all_takes_a_job_or_all_that_is_queued()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        long active = await _workspace.RunNowAsync(job);
        long queued = await _workspace.RunNowAsync(job);
        await _workspace.JobsAsync("runs/cancel-all", """{"all_queued_runs":true}""");
        Assert.Equal("PENDING", (await _workspace.RunAsync(active)).State());
        Assert.Equal("TERMINATED/CANCELED", (await _workspace.RunAsync(queued)).State());
        await _workspace.RunNowAsync(job);
        await _workspace.JobsAsync("runs/cancel-all", $$"""{"job_id":{{job}}}""");
        _workspace.Advance(1);
        Assert.False((await _workspace.JobsAsync("runs/list?active_only=true")).Has("runs"));
        WorkspaceResponse neither = await _workspace.RejectedAsync("runs/cancel-all", "{}");
        Assert.Contains("job_id", neither.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repair_runs_failed_tasks_again_and_keeps_the_history()
    {
        _workspace.Server.Script("b", new() { FailTimes = 2 });
        var run = await _workspace.FinishAsync(string.Join(",", Notebook("a"), Notebook("b", "a"), Notebook("c", "b")));
        string? id = run.Text("run_id");
        var first = await _workspace.JobsAsync("runs/repair", $$"""{"run_id":{{id}},"rerun_all_failed_tasks":true}""");
        Assert.Equal("PENDING", (await _workspace.RunAsync(run.At("run_id").GetInt64())).State());
        _workspace.Advance(100);

        string again = $$"""{"run_id":{{id}},"rerun_tasks":["b"],"rerun_dependent_tasks":true""";
        WorkspaceResponse without = await _workspace.RejectedAsync("runs/repair", again + "}");
        Assert.Equal("The latest repair ID needs to be provided in order to create a new repair", without.Message);
        WorkspaceResponse wrong = await _workspace.RejectedAsync("runs/repair", again + ""","latest_repair_id":1}""");
        Assert.Contains("not the latest", wrong.Message, StringComparison.Ordinal);
        await _workspace.JobsAsync("runs/repair", again + $$""","latest_repair_id":{{first.Text("repair_id")}}}""");
        var active = await _workspace.RejectedAsync("runs/repair", again + "}");
        Assert.Equal("INVALID_STATE", active.Code);
        _workspace.Advance(100);

        var view = await _workspace.RunAsync(run.At("run_id").GetInt64(), "&include_history=true");
        Assert.Equal("TERMINATED/SUCCESS", view.State());
        Assert.Equal(
            "a:SUCCESS b:FAILED b:FAILED b:SUCCESS c:UPSTREAM_FAILED c:UPSTREAM_FAILED c:SUCCESS", view.Results());
        var history = view.At("repair_history").EnumerateArray().ToList();
        Assert.Equal(["ORIGINAL", "REPAIR", "REPAIR"], history.Select(item => item.Text("type")));
        Assert.Equal(first.Text("repair_id"), history[1].Text("id"));
        Assert.False(history[0].Has("id"));
        Assert.Equal(2, history[2].At("task_run_ids").GetArrayLength());
        Assert.Equal("INTERNAL_ERROR/FAILED", history[1].State());
    }

    [Theory]
    [InlineData(""" "rerun_tasks":["a","a"] """)]
    [InlineData(""" "rerun_tasks":["x"] """)]
    [InlineData(""" "rerun_tasks":["a"],"rerun_all_failed_tasks":true """)]
    [InlineData(""" "rerun_all_failed_tasks":true """)]
    [InlineData(""" "rerun_tasks":["a"],"job_parameters":{},"jar_params":[] """)]
    public async Task A_repair_that_makes_no_sense_is_rejected(string what)
    {
        var run = await _workspace.FinishAsync(Notebook("a"));
        var reply = await _workspace.RejectedAsync("runs/repair", $$"""{"run_id":{{run.Text("run_id")}},{{what}}}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
    }

    [Fact]
    public async Task A_repair_cannot_name_a_task_twice()
    {
        var run = await _workspace.FinishAsync(Notebook("a"));
        WorkspaceResponse reply = await _workspace.RejectedAsync(
            "runs/repair", $$"""{"run_id":{{run.Text("run_id")}},"rerun_tasks":["a","a"]}""");
        Assert.Equal("rerun_tasks cannot contain duplicate task keys.", reply.Message);
    }

    [Fact]
    public async Task A_repair_heals_a_loop_whose_iterations_fail_once()
    {
        _workspace.Server.Script("item", new() { FailTimes = 1 });
        var run = await _workspace.FinishAsync($$$"""
            {"task_key":"loop","for_each_task":{"inputs":"[1,2,3]","concurrency":2,"task":{{{Notebook("item")}}} } }
            """);
        Assert.Equal("INTERNAL_ERROR/FAILED", run.State());
        await _workspace.JobsAsync(
            "runs/repair", $$"""{"run_id":{{run.Text("run_id")}},"rerun_all_failed_tasks":true}""");
        _workspace.Advance(1000);
        var healed = await _workspace.RunAsync(run.At("run_id").GetInt64());
        Assert.Equal("TERMINATED/SUCCESS", healed.State());
        Assert.Equal("loop:FAILED loop:SUCCESS", healed.Results());
    }

    [Fact]
    public async Task Retries_of_an_iteration_count_as_its_attempts_in_a_repair()
    {
        _workspace.Server.Script("item", new() { FailTimes = 3 });
        string item = Notebook("item", more: ",\"max_retries\":1");
        var run = await _workspace.FinishAsync(
            $$$"""{"task_key":"loop","for_each_task":{"inputs":"[1]","task":{{{item}}} } }""");
        await _workspace.JobsAsync(
            "runs/repair", $$"""{"run_id":{{run.Text("run_id")}},"rerun_all_failed_tasks":true}""");
        _workspace.Advance(1000);
        Assert.Equal(
            "loop:FAILED loop:SUCCESS", (await _workspace.RunAsync(run.At("run_id").GetInt64())).Results());
    }

    [Fact]
    public async Task An_active_run_cannot_be_deleted()
    {
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(Notebook("a")));
        Assert.Equal("INVALID_STATE", (await _workspace.RejectedAsync("runs/delete", $$"""{"run_id":{{run}}}""")).Code);
        _workspace.Advance(100);
        await _workspace.JobsAsync("runs/delete", $$"""{"run_id":{{run}}}""");
        await _workspace.RejectedAsync($"runs/get?run_id={run}");
    }

    [Theory]
    [InlineData(""" "job_parameters":{"a":"b"},"notebook_params":{"a":"b"} """)]
    [InlineData(""" "jar_params":["a"],"notebook_params":{"a":"b"} """)]
    [InlineData(""" "idempotency_token":"12345678901234567890123456789012345678901234567890123456789012345" """)]
    [InlineData(""" "only":["nothing"] """)]
    public async Task A_start_that_makes_no_sense_is_rejected(string what)
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        var reply = await _workspace.RejectedAsync("run-now", $$"""{"job_id":{{job}},{{what}}}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
    }

    [Theory]
    [InlineData("""{"pause_status":"UNPAUSED"}""")]
    [InlineData("{}")]
    public async Task A_start_of_an_unpaused_continuous_job_ends_its_active_run(string continuous)
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"), $",\"continuous\":{continuous}");
        long first = await _workspace.RunNowAsync(job);
        _workspace.Advance(3);
        Assert.Equal("RUNNING", (await _workspace.RunAsync(first)).State());

        long second = await _workspace.RunNowAsync(job);
        Assert.Equal("TERMINATING", (await _workspace.RunAsync(first)).State());
        _workspace.Advance(2);
        Assert.Equal("TERMINATED/CANCELED", (await _workspace.RunAsync(first)).State());
        Assert.Equal("PENDING", (await _workspace.RunAsync(second)).State());
        _workspace.Advance(100);
        Assert.Equal("TERMINATED/SUCCESS", (await _workspace.RunAsync(second)).State());
    }

    [Fact]
    public async Task A_repeated_start_of_a_continuous_job_does_not_end_its_run()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"), ",\"continuous\":{}");
        long run = await _workspace.RunNowAsync(job, ",\"idempotency_token\":\"t\"");
        Assert.Equal(run, await _workspace.RunNowAsync(job, ",\"idempotency_token\":\"t\""));
        Assert.Equal("PENDING", (await _workspace.RunAsync(run)).State());
    }

    [Fact]
    public async Task A_paused_continuous_job_keeps_its_active_run()
    {
        long job = await _workspace.CreateTasksAsync(
            Notebook("a"), ""","queue":{"enabled":false},"continuous":{"pause_status":"PAUSED"}""");
        long first = await _workspace.RunNowAsync(job);
        long second = await _workspace.RunNowAsync(job);
        Assert.Equal("PENDING", (await _workspace.RunAsync(first)).State());
        Assert.Equal("SKIPPED/MAXIMUM_CONCURRENT_RUNS_REACHED", (await _workspace.RunAsync(second)).State());
    }
}
