using System.Globalization;
using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunSearchTests : IDisposable
{
    private static readonly DateTimeOffset s_start = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);
    private readonly ClientFixture _fixture = new();

    public RunSearchTests() => _fixture.Server.Handler = Respond;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_list_that_does_not_keep_to_the_window_is_left_at_its_start()
    {
        List<BaseRun> found = await FindAsync(new() { List = From(12) });

        Assert.Equal(Enumerable.Range(0, 13).Select(i => (long?)i), found.Select(run => run.RunId));
        // The page with the start, and the one that was on its way by then.
        Assert.InRange(_fixture.Server.Requests.Count, 2, 3);
    }

    [Fact]
    public async Task Runs_of_several_jobs_come_newest_first_and_only_their_lists_are_read()
    {
        List<BaseRun> found = await FindAsync(new() { JobIds = [1, 3], List = From(9) });

        Assert.Equal([1, 3, 6, 8], found.Select(run => run.RunId!.Value));
        Assert.All(_fixture.Server.Requests, request => Assert.Matches("job_id=[13](&|$)", request.Target));
    }

    [Fact]
    public async Task Runs_of_very_many_jobs_are_picked_from_one_list()
    {
        List<BaseRun> found = await FindAsync(new()
        {
            JobIds = [.. Enumerable.Range(2, 40).Select(i => (long)i)],
            List = From(9),
        });

        Assert.Equal([2, 3, 4, 7, 8, 9], found.Select(run => run.RunId!.Value));
        Assert.All(
            _fixture.Server.Requests,
            request => Assert.DoesNotContain("job_id", request.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_job_is_no_run_and_no_request()
    {
        Assert.Empty(await FindAsync(new() { JobIds = [] }));
        Assert.Empty(_fixture.Server.Requests);
    }

    [Theory]
    [InlineData("RUNNING,QUEUED", null, true, false)]
    [InlineData("TERMINATED", null, false, true)]
    [InlineData("RUNNING,TERMINATED", null, false, false)]
    [InlineData(null, "FAILED", false, true)]
    public async Task The_service_filters_what_it_can(string? states, string? results, bool active, bool completed)
    {
        await FindAsync(new()
        {
            States = states?.Split(','),
            Results = results?.Split(','),
            List = From(9),
        });

        ReceivedRequest request = _fixture.Server.Requests.First();
        Assert.Equal(active, request.Target.Contains("active_only=true", StringComparison.Ordinal));
        Assert.Equal(completed, request.Target.Contains("completed_only=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_service_cannot_filter_is_filtered_here()
    {
        List<BaseRun> found = await FindAsync(new()
        {
            Results = ["FAILED"],
            Filter = run => run.RunId > 3,
            List = From(8),
        });

        Assert.Equal([4, 6, 8], found.Select(run => run.RunId!.Value));
    }

    private static ListRunsOptions From(int minutes) => new() { StartTimeFrom = s_start.AddMinutes(-minutes) };

    private async Task<List<BaseRun>> FindAsync(RunSearchOptions options)
    {
        var found = new List<BaseRun>();
        await foreach (BaseRun run in _fixture.Client.FindRunsAsync(options)) found.Add(run);
        return found;
    }

    // A run a minute without end, of the jobs 0 to 4 in turn, ten a page; those with even ids have failed.
    private static StubResponse Respond(ReceivedRequest request)
    {
        long first = Number(request, "page_token") ?? 0;
        long? job = Number(request, "job_id");
        IEnumerable<string> runs = Enumerable.Range(0, 10)
            .Select(i => job is null ? first + i : job.Value + (5 * (first + i)))
            .Select(id => $$"""
                {"run_id": {{id}}, "job_id": {{id % 5}},
                "start_time": {{s_start.AddMinutes(-id).ToUnixTimeMilliseconds()}},
                "state": {"life_cycle_state": "TERMINATED",
                "result_state": "{{(id % 2 == 0 ? "FAILED" : "SUCCESS")}}" } }
                """);
        return StubResponse.Json(
            $$"""{ "runs": [ {{string.Join(",", runs)}} ], "next_page_token": "{{first + 10}}" }""");
    }

    private static long? Number(ReceivedRequest request, string name) =>
        Regex.Match(request.Target, name + @"=(\d+)") is { Success: true } match
            ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
}
