using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Statistics;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs.Statistics;

public sealed class ExpectedDurationsTests
{
    [Fact]
    public void They_are_the_medians_of_the_last_ten_runs_that_succeeded()
    {
        // 1 to 10 minutes count: the median is 5.5. The failed one and the eleventh do not.
        List<BaseRun> runs = [RunOf(500, "FAILED"), .. Enumerable.Range(1, 10).Select(i => RunOf(i)), RunOf(900)];

        var expected = ExpectedDurations.Of(runs);

        Assert.Equal(10, expected.Runs);
        Assert.Equal(TimeSpan.FromMinutes(5.5), expected.Run);
        Assert.Equal(TimeSpan.FromMinutes(2.75), expected.OfTask("half"));
        Assert.Null(expected.OfTask("unknown"));
    }

    [Fact]
    public void A_task_counts_with_its_last_attempt_and_only_if_it_succeeded()
    {
        BaseRun run = RunOf(10);
        run.Tasks =
        [
            TaskOf("retried", 9, "FAILED", 0), TaskOf("retried", 4, "SUCCESS", 1), TaskOf("skipped", 0, "EXCLUDED", 0),
        ];

        var expected = ExpectedDurations.Of([run]);

        Assert.Equal(TimeSpan.FromMinutes(4), Assert.Single(expected.Tasks).Value);
    }

    [Fact]
    public void Without_a_run_that_succeeded_nothing_is_expected()
    {
        var expected = ExpectedDurations.Of([RunOf(3, "FAILED")]);

        Assert.Equal(0, expected.Runs);
        Assert.Null(expected.Run);
        Assert.Empty(expected.Tasks);
    }

    [Fact]
    public async Task They_take_one_list_request_even_if_there_are_more_pages()
    {
        using var fixture = new ClientFixture();
        fixture.Server.Handler = _ => StubResponse.Json(
            $$"""{ "runs": [ {{RunOf(2).ToJson()}} ], "next_page_token": "more" }""");

        ExpectedDurations expected = await fixture.Client.GetExpectedDurationsAsync(7);

        Assert.Equal(TimeSpan.FromMinutes(2), expected.Run);
        ReceivedRequest request = Assert.Single(fixture.Server.Requests);
        Assert.Equal(
            ("7", "true", "true", "25"),
            (request.Query("job_id"), request.Query("completed_only"), request.Query("expand_tasks"),
                request.Query("limit")));
    }

    private static BaseRun RunOf(double minutes, string result = "SUCCESS") => new()
    {
        RunId = 1,
        JobId = 7,
        RunDuration = TimeSpan.FromMinutes(minutes),
        State = new() { LifeCycleState = "TERMINATED", ResultState = result },
        Tasks = [TaskOf("half", minutes / 2, result, 0)],
    };

    private static RunTask TaskOf(string key, double minutes, string result, int attempt) => new()
    {
        TaskKey = key,
        AttemptNumber = attempt,
        RunDuration = TimeSpan.FromMinutes(minutes),
        State = new() { LifeCycleState = "TERMINATED", ResultState = result },
    };
}
