using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunWaiterTests : IDisposable
{
    private static readonly StubResponse s_running = RunInState("RUNNING");
    private static readonly StubResponse s_succeeded = RunInState("TERMINATED", "SUCCESS");

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task It_asks_after_1_2_3_and_then_every_10_seconds_without_a_limit()
    {
        _fixture.Server.Then([.. Enumerable.Repeat(s_running, 200), s_succeeded]);
        var progress = new Progress();

        Run run = await _fixture.Client.WaitForRunAsync(9, progress: progress);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10], _fixture.Delays.Take(12));
        Assert.Equal(200, _fixture.Delays.Length);
        Assert.Equal(201, progress.Reports.Count);
        Assert.Equal([1, 2, 3], progress.Reports.Take(3).Select(static report => report.Poll));
        Assert.Equal([0, 1, 3], progress.Reports.Take(3).Select(static report => (int)report.Elapsed.TotalSeconds));
        Assert.Equal("RUNNING", progress.Reports[0].Outcome.State);
        Assert.Equal(9, progress.Reports[0].Run.RunId);
    }

    [Fact]
    public async Task A_failing_service_is_asked_again_after_30_seconds_at_least()
    {
        _fixture.Server.Then(
            StubResponse.Error(500, "INTERNAL_ERROR", "x"),
            StubResponse.Error(503, "TEMPORARILY_UNAVAILABLE", "x").With("Retry-After", "2"),
            s_succeeded);

        await _fixture.Client.WaitForRunAsync(9);

        Assert.Equal([30, 30], _fixture.Delays);
    }

    [Fact]
    public async Task A_service_that_fails_for_more_than_10_minutes_ends_the_wait()
    {
        _fixture.Server.Handler = static _ => StubResponse.Error(500, "INTERNAL_ERROR", "x");

        await Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.WaitForRunAsync(9));

        Assert.Equal(600, _fixture.Delays.Sum());
        Assert.All(_fixture.Delays, static delay => Assert.Equal(30, delay));
    }

    [Fact]
    public async Task A_wait_with_a_limit_ends_with_it()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Handler = static _ => s_running;
        Task<Run> wait = _fixture.Client.WaitForRunAsync(9, new RunWaitOptions { Timeout = TimeSpan.FromMinutes(2) });
        await _fixture.Clock.FirstDelay.Task;

        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<RunWaitTimeoutException>(() => wait);
        Assert.Equal(9, error.RunId);
        Assert.Equal(TimeSpan.FromMinutes(2), error.Timeout);
        Assert.False(error.WasStopped);
        Assert.Contains("The run continues", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_fixture.Server.Requests, static one => one.Method == "POST");
    }

    [Fact]
    public async Task A_run_is_stopped_when_the_time_is_up_and_that_was_wanted()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Handler = static _ => s_running;
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(2), StopOnTimeout = true };
        Task<Run> wait = _fixture.Client.WaitForRunAsync(9, options);
        await _fixture.Clock.FirstDelay.Task;

        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.True((await Assert.ThrowsAsync<RunWaitTimeoutException>(() => wait)).WasStopped);
        ReceivedRequest stop = _fixture.Server.Requests.Last();
        Assert.Equal("/api/2.2/jobs/runs/cancel", stop.Path);
        Assert.Equal("""{"run_id":9}""", stop.Text);
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_the_caller_ends_it()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Handler = static _ => s_running;
        using var cancel = new CancellationTokenSource();
        var options = new RunWaitOptions { Timeout = TimeSpan.FromHours(1), StopOnTimeout = true };
        Task<Run> wait = _fixture.Client.WaitForRunAsync(9, options, cancellationToken: cancel.Token);
        await _fixture.Clock.FirstDelay.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task The_ending_before_a_repair_is_not_taken_for_the_repairs()
    {
        _fixture.Server.Then(
            RunInState(
                "INTERNAL_ERROR", "FAILED", """{"type":"ORIGINAL","state":{"life_cycle_state":"INTERNAL_ERROR"}}"""),
            RunInState(
                "INTERNAL_ERROR",
                "FAILED",
                """{"type":"REPAIR","id":5,"state":{"life_cycle_state":"PENDING"}}"""),
            RunInState("RUNNING", null, """{"type":"REPAIR","id":5,"state":{"life_cycle_state":"RUNNING"}}"""),
            RunInState(
                "TERMINATED", "SUCCESS", """{"type":"REPAIR","id":5,"state":{"life_cycle_state":"TERMINATED"}}"""));

        Run run = await _fixture.Client.WaitForRunAsync(9, new RunWaitOptions { RepairId = 5 });

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal(4, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_success_is_returned_and_not_an_error()
    {
        _fixture.Server.Then(s_succeeded);

        Assert.Equal(9, (await _fixture.Client.WaitForRunSuccessAsync(9)).RunId);
    }

    [Fact]
    public async Task Success_with_failures_is_a_failure_unless_accepted()
    {
        _fixture.Server.Handler = static _ => RunInState("TERMINATED", "SUCCESS_WITH_FAILURES");

        await Assert.ThrowsAsync<RunFailedException>(() => _fixture.Client.WaitForRunSuccessAsync(9));
        await _fixture.Client.WaitForRunSuccessAsync(9, new RunWaitOptions { AcceptSuccessWithFailures = true });
    }

    [Fact]
    public async Task A_failure_names_the_failed_tasks_and_their_errors()
    {
        const string Tasks = """
            [{"task_key":"a","run_id":11,"attempt_number":0,
              "state":{"life_cycle_state":"TERMINATED","result_state":"FAILED"}},
             {"task_key":"a","run_id":12,"attempt_number":1,
              "state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}},
             {"task_key":"b","run_id":13,"state":{"life_cycle_state":"INTERNAL_ERROR","result_state":"FAILED",
              "state_message":"Workload failed, see run output for details"}},
             {"task_key":"c","run_id":14,
              "state":{"life_cycle_state":"TERMINATED","result_state":"TIMEDOUT","state_message":"took too long"}},
             {"task_key":"d","run_id":15,"state":{"life_cycle_state":"TERMINATED","result_state":"UPSTREAM_FAILED"}},
             {"task_key":"e","run_id":16,"state":{"life_cycle_state":"TERMINATED","result_state":"EXCLUDED"}},
             {"task_key":"f","run_id":17,"state":{"life_cycle_state":"TERMINATED","result_state":"FAILED"}}]
            """;
        _fixture.Server.Handler = static request => request.Query("run_id") switch
        {
            "9" => StubResponse.Json(
                $$"""
                {"run_id":9,"state":{"life_cycle_state":"INTERNAL_ERROR","result_state":"FAILED"},"tasks":{{Tasks}}}
                """),
            "13" => StubResponse.Json("""{"error":"ZeroDivisionError: division by zero"}"""),
            _ => StubResponse.Error(400, "INVALID_PARAMETER_VALUE", "no"),
        };

        var error = await Assert.ThrowsAsync<RunFailedException>(() => _fixture.Client.WaitForRunSuccessAsync(9));

        Assert.Equal(
            "Run 9 ended in FAILED. Task b ended in FAILED: ZeroDivisionError: division by zero.\n"
            + "Other failed tasks: c: TIMEDOUT: took too long; f: FAILED.",
            error.Problem);
        Assert.Equal(["b", "c", "f"], error.FailedTasks.Select(static task => task.TaskKey));
        Assert.Equal([13, 14, 17], error.FailedTasks.Select(static task => task.RunId!.Value));
        Assert.Equal("FAILED", error.Outcome.Result);
        Assert.Equal(9, error.Run.RunId);
    }

    [Fact]
    public async Task A_failure_without_failed_tasks_tells_the_runs_own_message()
    {
        _fixture.Server.Then(StubResponse.Json(
            """{"run_id":9,"state":{"life_cycle_state":"SKIPPED","state_message":"Too many runs."}}"""));

        var error = await Assert.ThrowsAsync<RunFailedException>(() => _fixture.Client.WaitForRunSuccessAsync(9));

        Assert.Equal("Run 9 ended in SKIPPED: Too many runs.", error.Problem);
    }

    [Theory]
    [InlineData("TERMINATED", "FAILED", true)]
    [InlineData("TERMINATED", "TIMEDOUT", true)]
    [InlineData("TERMINATED", "CANCELED", false)]
    [InlineData("SKIPPED", null, false)]
    [InlineData("TERMINATED", "MAXIMUM_CONCURRENT_RUNS_REACHED", false)]
    public async Task A_repair_is_recommended_only_where_tasks_failed(string state, string? result, bool isRecommended)
    {
        _fixture.Server.Then(RunInState(state, result));

        var error = await Assert.ThrowsAsync<RunFailedException>(() => _fixture.Client.WaitForRunSuccessAsync(9));

        Assert.Equal(
            isRecommended,
            error.RecommendedAction.Contains("repair the run", StringComparison.Ordinal));
    }

    private static StubResponse RunInState(string state, string? result = null, string? repair = null)
    {
        string termination = result is null ? "" : $",\"result_state\":\"{result}\"";
        string history = repair is null ? "" : $",\"repair_history\":[{repair}]";
        return StubResponse.Json(
            $$"""{"run_id":9,"state":{"life_cycle_state":"{{state}}"{{termination}}}{{history}}}""");
    }

    private sealed class Progress : IProgress<RunProgress>
    {
        public List<RunProgress> Reports { get; } = [];

        public void Report(RunProgress value) => Reports.Add(value);
    }
}
