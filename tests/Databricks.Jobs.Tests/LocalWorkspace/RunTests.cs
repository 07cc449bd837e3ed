using System.Text.Json;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class RunTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_run_goes_from_pending_over_running_to_its_end_at_exact_times()
    {
        long run = await _workspace.RunNowAsync(
            await _workspace.CreateTasksAsync(Notebook("a") + "," + Notebook("b", "a")));
        var at0 = await _workspace.RunAsync(run);
        Assert.Equal("PENDING", at0.State());
        Assert.Equal("a:PENDING b:BLOCKED", at0.Results());
        Assert.Equal("BLOCKED", at0.Text("tasks.1.status.state"));

        _workspace.Advance(2);
        Assert.Equal("a:RUNNING b:BLOCKED", (await _workspace.RunAsync(run)).Results());
        _workspace.Advance(5);
        Assert.Equal("a:SUCCESS b:PENDING", (await _workspace.RunAsync(run)).Results());
        _workspace.Advance(1000);
        var end = await _workspace.RunAsync(run);

        Assert.Equal("TERMINATED/SUCCESS", end.State());
        Assert.Equal("TERMINATED", end.Text("status.state"));
        Assert.Equal("SUCCESS", end.Text("status.termination_details.code"));
        Assert.Equal(Start.AddSeconds(14).ToUnixTimeMilliseconds(), end.At("end_time").GetInt64());
        Assert.Equal(14000, end.At("run_duration").GetInt64());
        Assert.Equal(2000, end.At("tasks.1.setup_duration").GetInt64());
        Assert.Equal(5000, end.At("tasks.1.execution_duration").GetInt64());
        Assert.Equal("ONE_TIME", end.Text("trigger"));
        Assert.Equal("JOB_RUN", end.Text("run_type"));
        Assert.Equal(run, end.At("number_in_job").GetInt64());
        Assert.Contains($"/run/{run}", end.Text("run_page_url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Active_runs_and_tasks_have_an_end_and_a_duration_of_zero()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a") + "," + Notebook("b", "a"));
        long run = await _workspace.RunNowAsync(job);
        _workspace.Advance(3);
        JsonElement view = await _workspace.RunAsync(run, "&include_history=true");
        JsonElement listed = (await _workspace.JobsAsync("runs/list?expand_tasks=true")).At("runs.0");
        JsonElement task = await _workspace.RunAsync(view.At("tasks.0.run_id").GetInt64());

        JsonElement[] active =
        [
            view, listed, task, view.At("tasks.0"), view.At("tasks.1"), listed.At("tasks.0"), task.At("tasks.0"),
        ];
        Assert.All(active, item => Assert.Equal("0 0", $"{item.Text("end_time")} {item.Text("run_duration")}"));
        Assert.Equal("0", view.Text("repair_history.0.end_time"));

        _workspace.Advance(100);
        Assert.Equal(
            Start.AddSeconds(14).ToUnixTimeMilliseconds(), (await _workspace.RunAsync(run)).At("end_time").GetInt64());
    }

    [Fact]
    public async Task The_number_of_a_run_is_its_id()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        JsonElement started = await _workspace.JobsAsync("run-now", $$"""{"job_id":{{job}}}""");
        Assert.Equal(started.Text("run_id"), started.Text("number_in_job"));
        JsonElement view = await _workspace.RunAsync(started.At("run_id").GetInt64());
        Assert.Equal(started.Text("run_id"), view.Text("number_in_job"));
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData(",\"performance_target\":\"STANDARD\"", "", "STANDARD")]
    [InlineData(
        ",\"performance_target\":\"STANDARD\"", ",\"performance_target\":\"PERFORMANCE_OPTIMIZED\"",
        "PERFORMANCE_OPTIMIZED")]
    public async Task The_performance_target_is_that_of_the_run_or_else_of_the_job(
        string ofJob, string ofRun, string? expected)
    {
        string tasks = Notebook("a") + "," + Notebook("b", more: ",\"existing_cluster_id\":\"c\"");
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(tasks, ofJob), ofRun);
        JsonElement view = await _workspace.RunAsync(run, "&include_history=true");

        Assert.Equal(expected, Target(view));
        Assert.Equal(expected, Target(view.Task("a")));
        Assert.Equal(expected, Target(view.At("repair_history.0")));
        Assert.Null(Target(view.Task("b")));
    }

    [Fact]
    public async Task A_failed_task_makes_the_run_an_internal_error_that_names_the_task()
    {
        _workspace.Server.Script("bad", new() { Error = "boom" });
        var run = await _workspace.FinishAsync(Notebook("bad") + "," + Notebook("after", "bad"));

        Assert.Equal("INTERNAL_ERROR/FAILED", run.State());
        Assert.StartsWith("Task bad failed with message: ", run.Text("state.state_message"), StringComparison.Ordinal);
        Assert.Equal("TERMINATED/FAILED", run.Task("bad").State());
        Assert.Equal("RUN_EXECUTION_ERROR", run.Text("status.termination_details.code"));
        Assert.Equal("CLIENT_ERROR", run.Text("status.termination_details.type"));
        Assert.Equal("TERMINATED/UPSTREAM_FAILED", run.Task("after").State());
    }

    [Fact]
    public async Task A_task_that_runs_out_of_time_ends_the_run_as_timed_out()
    {
        var run = await _workspace.FinishAsync(Notebook("a", more: ""","timeout_seconds":3"""));
        Assert.Equal("TERMINATED/TIMEDOUT", run.State());
        Assert.Equal("True", run.Text("state.user_cancelled_or_timedout"));
        Assert.Equal(4000, run.At("run_duration").GetInt64());
    }

    [Fact]
    public async Task A_run_that_runs_out_of_time_stops_its_tasks()
    {
        var run = await _workspace.FinishAsync(Notebook("a") + "," + Notebook("b", "a"), ""","timeout_seconds":4""");
        Assert.Equal("TERMINATED/TIMEDOUT", run.State());
        Assert.Equal("a:TIMEDOUT b:CANCELED", run.Results());
        Assert.Equal(5000, run.At("run_duration").GetInt64());
    }

    [Fact]
    public async Task A_failure_off_the_leaves_is_a_success_with_failures()
    {
        _workspace.Server.Script("a", new() { Result = "FAILED" });
        var run = await _workspace.FinishAsync(Notebook("a") + "," + Notebook("b", "a", ""","run_if":"ALL_DONE" """));
        Assert.Equal("TERMINATED/SUCCESS_WITH_FAILURES", run.State());
        Assert.Equal("SUCCESS_WITH_FAILURES", run.Text("status.termination_details.code"));
    }

    [Fact]
    public async Task Platform_failures_carry_their_code()
    {
        _workspace.Server.Script(
            "a", new() { Result = "INTERNAL_ERROR", Error = "No cloud", TerminationCode = "CLOUD_FAILURE" });
        var run = await _workspace.FinishAsync(Notebook("a"));
        Assert.Equal("INTERNAL_ERROR/FAILED", run.Task("a").State());
        Assert.Equal("CLOUD_FAILURE", run.Text("status.termination_details.code"));
        Assert.Equal("CLOUD_FAILURE", run.Text("status.termination_details.type"));
    }

    [Fact]
    public async Task A_disabled_task_is_passed_over_and_those_after_it_run()
    {
        var run = await _workspace.FinishAsync(
            Notebook("a", more: ""","disabled":true""") + "," + Notebook("b", "a"));
        Assert.Equal("a:DISABLED b:SUCCESS", run.Results());
        Assert.Equal("TERMINATED/SUCCESS", run.State());
    }

    [Theory]
    [InlineData("b", "a:DISABLED b:SUCCESS c:DISABLED d:DISABLED")]
    [InlineData("+c", "a:SUCCESS b:SUCCESS c:SUCCESS d:DISABLED")]
    [InlineData("b+", "a:DISABLED b:SUCCESS c:SUCCESS d:DISABLED")]
    public async Task Only_chooses_tasks_with_those_before_or_after(string only, string expected)
    {
        long job = await _workspace.CreateTasksAsync(
            string.Join(",", Notebook("a"), Notebook("b", "a"), Notebook("c", "b"), Notebook("d")));
        long run = await _workspace.RunNowAsync(job, $$""","only":["{{only}}"]""");
        _workspace.Advance(100);
        Assert.Equal(expected, (await _workspace.RunAsync(run)).Results());
    }

    [Fact]
    public async Task A_token_starts_a_run_only_once()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"));
        long first = await _workspace.RunNowAsync(job, ""","idempotency_token":"t" """);
        Assert.Equal(first, await _workspace.RunNowAsync(job, ""","idempotency_token":"t" """));
        Assert.NotEqual(first, await _workspace.RunNowAsync(job, ""","idempotency_token":"u" """));

        string body = $$"""{"idempotency_token":"t","tasks":[{{Notebook("a")}}]}""";
        var submitted = await _workspace.JobsAsync("runs/submit", body);
        Assert.Equal(submitted.Text("run_id"), (await _workspace.JobsAsync("runs/submit", body)).Text("run_id"));
        Assert.NotEqual(first, submitted.At("run_id").GetInt64());

        _workspace.Advance(100);
        await _workspace.JobsAsync("runs/delete", $$"""{"run_id":{{first}}}""");
        var gone = await _workspace.RejectedAsync("run-now", $$"""{"job_id":{{job}},"idempotency_token":"t"}""");
        Assert.Equal("INVALID_STATE", gone.Code);
    }

    [Fact]
    public async Task A_submitted_run_is_untitled_and_has_no_job()
    {
        var run = await _workspace.JobsAsync("runs/submit", $$"""{"tasks":[{{Notebook("a")}}]}""");
        var view = await _workspace.RunAsync(run.At("run_id").GetInt64());
        Assert.Equal("Untitled", view.Text("run_name"));
        Assert.Equal("SUBMIT_RUN", view.Text("run_type"));
        Assert.Equal("PENDING", view.State());
    }

    [Fact]
    public async Task A_task_can_be_asked_for_by_its_own_run_id()
    {
        var run = await _workspace.FinishAsync(Notebook("a", more: ""","existing_cluster_id":"c-1" """));
        var task = await _workspace.RunAsync(run.At("tasks.0.run_id").GetInt64());
        Assert.Equal(run.Text("run_id"), task.Text("job_run_id"));
        Assert.Equal("a", task.Text("tasks.0.task_key"));
        Assert.Equal("c-1", task.Text("cluster_instance.cluster_id"));
        Assert.Equal("TERMINATED/SUCCESS", task.State());
    }

    [Fact]
    public async Task A_big_run_comes_in_pages()
    {
        string tasks = string.Join(",", Enumerable.Range(0, 130).Select(i => Notebook($"t{i}")));
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(tasks));
        var first = await _workspace.RunAsync(run);
        Assert.Equal(100, first.At("tasks").GetArrayLength());
        var second = await _workspace.RunAsync(run, $"&page_token={first.Text("next_page_token")}");
        Assert.Equal(30, second.At("tasks").GetArrayLength());
    }

    [Fact]
    public async Task Pages_of_a_run_cover_its_clusters()
    {
        string clusters = string.Join(",", Enumerable.Range(0, 130).Select(i => $$"""{"job_cluster_key":"k{{i}}"}"""));
        long run = await _workspace.RunNowAsync(
            await _workspace.CreateTasksAsync(Notebook("a"), $",\"job_clusters\":[{clusters}]"));
        JsonElement first = await _workspace.RunAsync(run);
        Assert.Equal(100, first.At("job_clusters").GetArrayLength());
        Assert.Equal("True", first.Text("has_more"));
        JsonElement second = await _workspace.RunAsync(run, $"&page_token={first.Text("next_page_token")}");
        Assert.Equal(30, second.At("job_clusters").GetArrayLength());
        JsonElement listed = (await _workspace.JobsAsync("runs/list?expand_tasks=true")).At("runs.0");
        Assert.Equal(100, listed.At("job_clusters").GetArrayLength());
        Assert.Equal("True", listed.Text("has_more"));
    }

    [Fact]
    public async Task Runs_are_forgotten_after_sixty_days()
    {
        var run = await _workspace.FinishAsync(Notebook("a"));
        _workspace.Advance(TimeSpan.FromDays(61).TotalSeconds);
        var reply = await _workspace.RejectedAsync($"runs/get?run_id={run.Text("run_id")}");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
        Assert.Equal($"Run {run.Text("run_id")} does not exist.", reply.Message);
    }

    [Fact]
    public async Task A_cleanup_shows_as_terminating()
    {
        _workspace.Server.Script("a", new() { Cleanup = TimeSpan.FromSeconds(10) });
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(Notebook("a")));
        _workspace.Advance(8);
        Assert.Equal("a:TERMINATING", (await _workspace.RunAsync(run)).Results());
        _workspace.Advance(9);
        Assert.Equal(10000, (await _workspace.RunAsync(run)).At("tasks.0.cleanup_duration").GetInt64());
    }

    private static string? Target(JsonElement element) =>
        element.TryGetProperty("effective_performance_target", out JsonElement target) ? target.GetString() : null;
}
