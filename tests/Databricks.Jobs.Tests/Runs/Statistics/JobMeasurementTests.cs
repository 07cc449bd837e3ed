using System.Text.Json.Nodes;
using Databricks.Jobs.Runs.Statistics;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs.Statistics;

public sealed class JobMeasurementTests : IDisposable
{
    private const long Start = 1_800_000_000_000;
    private readonly ClientFixture _fixture = new();
    private readonly List<JsonObject> _runs = [];

    public JobMeasurementTests() => _fixture.Server.Handler = Respond;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Runs_are_counted_by_their_results_and_only_successful_ones_have_a_duration()
    {
        Add("SUCCESS", 40, queue: 10);
        Add("SUCCESS", 20, queue: 20);
        Add("FAILED", 1, queue: 60);
        Add("TIMEDOUT", 900, queue: 0);
        Add("CANCELED", 2, queue: 0);
        Add("SKIPPED", 0, queue: 0);
        Add("SUCCESS_WITH_FAILURES", 100, queue: 30);
        Add("SUCCESS", 30, queue: 40);

        JobStatistics job = await MeasureAsync();

        Assert.Equal(
            (8, 3, 3, 1, 1), (job.Runs, job.Succeeded, job.Failed, job.Canceled, job.Skipped));
        Assert.Equal(0.5, job.SuccessRate);
        Assert.Equal((Seconds(30), Seconds(39)), (job.MedianDuration, job.P95Duration));
        // Of 0, 0, 10, 20, 30, 40, 60: the 95th is between 40 and 60 at 0.7.
        Assert.Equal((Seconds(20), Seconds(54)), (job.MedianQueue, job.P95Queue));
        Assert.Equal("nightly", job.JobName);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Start), job.To);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Start - 7_000_000), job.From);

        JobStatistics accepted = await MeasureAsync(new() { AcceptSuccessWithFailures = true });
        Assert.Equal((4, 2), (accepted.Succeeded, accepted.Failed));
        Assert.Equal(Seconds(35), accepted.MedianDuration);
    }

    [Fact]
    public async Task The_trend_compares_the_newer_half_with_the_older_and_leaves_out_the_middle()
    {
        // Newest first: 30 and 36 are 1.5 times 20 and 24; 500 is in the middle.
        foreach (int seconds in new[] { 30, 36, 500, 20, 24 }) Add("SUCCESS", seconds);

        Assert.Equal(0.5, (await MeasureAsync()).Trend!.Value, 9);
        Assert.Null((await MeasureAsync(new() { Last = 3 })).Trend);
    }

    [Fact]
    public async Task Tasks_that_succeeded_in_a_later_attempt_are_flaky_and_the_failed_attempts_are_lost()
    {
        Add("SUCCESS", 100, Attempt("load", 0, "FAILED", 30), Attempt("load", 1, "SUCCESS", 40), Attempt("x", 0));
        Add("SUCCESS", 100, Attempt("load", 0, "SUCCESS", 60), Attempt("x", 0, "SUCCESS", 20));
        Add("FAILED", 100, Attempt("load", 0, "FAILED", 5), Attempt("load", 1, "TIMEDOUT", 7),
            Attempt("x", 0, "UPSTREAM_FAILED", null));
        Add("CANCELED", 100, Attempt("load", 0, "CANCELED", 50));
        // The cluster never started: no task failed by itself.
        Add("INTERNAL_ERROR", 11, Attempt("load", 0, "SKIPPED", null));

        JobStatistics job = await MeasureAsync();

        TaskStatistics load = job.Tasks.Single(task => task.TaskKey == "load");
        Assert.Equal((5, 2, 1, 1, 1), (load.Runs, load.Succeeded, load.Failed, load.Canceled, load.Skipped));
        Assert.Equal((6, 1), (load.Attempts, load.FlakyRuns));
        Assert.Equal(Seconds(30 + 5 + 7), load.TimeLost);
        Assert.Equal(Seconds(50), load.MedianDuration);
        TaskStatistics other = job.Tasks.Single(task => task.TaskKey == "x");
        Assert.Equal((3, 2, 0, 1, 2), (other.Runs, other.Succeeded, other.Failed, other.Skipped, other.Attempts));
        Assert.Equal(1, other.SuccessRate);
        Assert.Equal(Seconds(30 + 5 + 7 + 11), job.TimeLost);
        Assert.Equal(["load"], job.FlakyTasks);
        Assert.Equal(["load", "x"], job.LongestTasks);
    }

    [Fact]
    public async Task The_setup_of_a_run_is_the_time_in_which_no_task_executes_meanwhile()
    {
        // a executes from 10 on and b until 45, so only 0-10 and 60-65 count.
        Add("SUCCESS", 100,
            Attempt("a", 0, setup: 10), Attempt("b", 0, setup: 15, at: 5), Attempt("c", 0, setup: 5, at: 60));

        JobStatistics job = await MeasureAsync();

        Assert.Equal(Seconds(15), job.MedianSetup);
        Assert.Equal(Seconds(15), job.Tasks.Single(task => task.TaskKey == "b").P95Setup);
    }

    [Fact]
    public async Task Sixty_runs_take_three_requests_and_a_number_no_more_than_its_pages()
    {
        for (int i = 0; i < 60; i++) Add("SUCCESS", 10, Attempt("a", 0));

        var read = new List<int>();
        JobStatistics job = await _fixture.Client.MeasureJobAsync(5, progress: new CallbackProgress<int>(read.Add));

        Assert.Equal(60, job.Runs);
        Assert.Equal([25, 50, 60], read);
        Assert.Equal(3, _fixture.Server.Requests.Count);
        Assert.All(_fixture.Server.Requests, static request =>
        {
            Assert.EndsWith("/runs/list", request.Path, StringComparison.Ordinal);
            Assert.Equal(("5", "true", "true"),
                (request.Query("job_id"), request.Query("expand_tasks"), request.Query("completed_only")));
        });

        _fixture.Server.Requests.Clear();
        Assert.Equal(10, (await MeasureAsync(new() { Last = 10 })).Runs);
        Assert.Equal("10", Assert.Single(_fixture.Server.Requests).Query("limit"));
    }

    [Fact]
    public async Task Only_a_run_with_more_tasks_than_a_list_has_is_read_by_itself()
    {
        Add("SUCCESS", 10, Attempt("a", 0));
        Add("SUCCESS", 10, Attempt("a", 0));
        _runs[1]["has_more"] = true;

        JobStatistics job = await MeasureAsync();

        Assert.Equal(2, job.Tasks.Single(task => task.TaskKey == "a").Runs);
        Assert.Equal(1, job.Tasks.Single(task => task.TaskKey == "late").Runs);
        Assert.Equal("2", Assert.Single(_fixture.Server.Requests, IsGet).Query("run_id"));

        static bool IsGet(ReceivedRequest request) => request.Path.EndsWith("/runs/get", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_from_a_time_on_are_the_services_filter()
    {
        Add("SUCCESS", 10);
        Add("SUCCESS", 10);

        JobStatistics job = await MeasureAsync(new() { Since = DateTimeOffset.FromUnixTimeMilliseconds(Start - 5) });

        Assert.Equal(1, job.Runs);
        Assert.Equal($"{Start - 5}", _fixture.Server.Requests.First().Query("start_time_from"));
    }

    [Fact]
    public async Task A_job_without_runs_has_its_name_and_nothing_else_and_one_that_does_not_exist_is_an_error()
    {
        JobStatistics job = await MeasureAsync();

        Assert.Equal(("idle", 0), (job.JobName, job.Runs));
        Assert.Null(job.SuccessRate);
        Assert.Null(job.MedianDuration);
        Assert.Null(job.MedianQueue);
        Assert.Null(job.Trend);
        Assert.Equal(TimeSpan.Zero, job.TimeLost);
        Assert.Empty(job.Tasks);
        await Assert.ThrowsAsync<NotFoundException>(() => _fixture.Client.MeasureJobAsync(404));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private Task<JobStatistics> MeasureAsync(JobStatisticsOptions? options = null) =>
        _fixture.Client.MeasureJobAsync(5, options);

    private static JsonObject Attempt(
        string key, int number, string result = "SUCCESS", int? seconds = 40, int setup = 0, int at = 0)
    {
        long start = Start + (at * 1000);
        return new()
        {
            ["task_key"] = key,
            ["attempt_number"] = number,
            ["run_id"] = key.GetHashCode(StringComparison.Ordinal) + number,
            ["start_time"] = seconds is null ? 0 : start,
            ["end_time"] = seconds is { } whole ? start + (whole * 1000) : 0,
            ["setup_duration"] = setup * 1000,
            ["state"] = State(result),
        };
    }

    private static JsonObject State(string result) => result is "SKIPPED" or "INTERNAL_ERROR"
        ? new() { ["life_cycle_state"] = result }
        : new() { ["life_cycle_state"] = "TERMINATED", ["result_state"] = result };

    private void Add(string result, int seconds, params JsonObject[] tasks) => Add(result, seconds, 0, tasks);

    private void Add(string result, int seconds, int queue, params JsonObject[] tasks)
    {
        long start = Start - (_runs.Count * 1_000_000);
        _runs.Add(new JsonObject
        {
            ["run_id"] = _runs.Count + 1,
            ["job_id"] = 5,
            ["run_name"] = "nightly",
            ["start_time"] = start,
            ["end_time"] = start + (seconds * 1000),
            ["run_duration"] = seconds * 1000,
            ["queue_duration"] = queue * 1000,
            ["setup_duration"] = 0,
            ["state"] = State(result),
            ["tasks"] = new JsonArray([.. tasks]),
        });
    }

    private StubResponse Respond(ReceivedRequest request)
    {
        if (request.Path.EndsWith("/jobs/get", StringComparison.Ordinal))
        {
            return request.Query("job_id") == "404"
                ? StubResponse.Error(400, "INVALID_PARAMETER_VALUE", "Job 404 does not exist.")
                : StubResponse.Json("""{"job_id": 5, "settings": {"name": "idle"}}""");
        }

        if (request.Path.EndsWith("/runs/get", StringComparison.Ordinal))
        {
            JsonNode run = _runs[int.Parse(request.Query("run_id")!, null) - 1].DeepClone();
            run["tasks"]!.AsArray().Add(Attempt("late", 0));
            run["has_more"] = false;
            return StubResponse.Json(run.ToJsonString());
        }

        if (request.Query("job_id") == "404") return StubResponse.Json("{}");
        int first = int.Parse(request.Query("page_token") ?? "0", null);
        int size = int.Parse(request.Query("limit")!, null);
        var page = new JsonObject
        {
            ["runs"] = new JsonArray([.. _runs.Skip(first).Take(size).Select(static run => run.DeepClone())]),
        };
        if (first + size < _runs.Count) page["next_page_token"] = $"{first + size}";
        return StubResponse.Json(page.ToJsonString());
    }
}
