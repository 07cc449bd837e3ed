using System.Globalization;
using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class LatestRunsTests : IDisposable
{
    private readonly ClientFixture _fixture = new();
    private int _pages = int.MaxValue;

    public LatestRunsTests() => _fixture.Server.Handler = Respond;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Few_jobs_need_one_request_each()
    {
        IReadOnlyDictionary<long, BaseRun?> found = await _fixture.Client.FindLatestRunsAsync([3, 7, 500, 3]);

        Assert.Equal([3, 7, 500], found.Keys.Order());
        Assert.Equal(3, found[3]!.RunId);
        Assert.Equal(7, found[7]!.RunId);
        Assert.Null(found[500]);
        Assert.Equal(3, _fixture.Server.Requests.Count);
        Assert.All(_fixture.Server.Requests, request => Assert.Contains("limit=1&", request.Target + "&",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_jobs_are_picked_from_the_list_of_all_runs_which_is_left_when_all_are_found()
    {
        IReadOnlyDictionary<long, BaseRun?> found = await FindAsync(1, 60);

        Assert.Equal(60, found.Count);
        Assert.All(found, one => Assert.Equal(one.Key, one.Value!.RunId));
        // Three pages of 25 runs, and the one that was on its way by then.
        Assert.InRange(_fixture.Server.Requests.Count, 3, 4);
        Assert.All(
            _fixture.Server.Requests,
            request => Assert.DoesNotContain("job_id", request.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jobs_that_a_whole_list_lacks_have_no_runs()
    {
        _pages = 2;

        IReadOnlyDictionary<long, BaseRun?> found = await FindAsync(30, 60);

        Assert.Equal(60, found.Count);
        Assert.Equal(49, found[49]!.RunId);
        Assert.All(found.Where(one => one.Key >= 50), one => Assert.Null(one.Value));
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task The_list_of_all_runs_is_read_to_1000_runs_and_the_rest_is_read_by_job_if_it_is_small()
    {
        IReadOnlyDictionary<long, BaseRun?> found = await FindAsync(90, 26);

        // The list has runs of the jobs 0 to 99 only, and 100 to 115 are 16 jobs.
        Assert.Equal(26, found.Count);
        Assert.Equal(95, found[95]!.RunId);
        Assert.All(found.Where(one => one.Key >= 100), one => Assert.Null(one.Value));
        Assert.InRange(_fixture.Server.Requests.Count, 40 + 16, 41 + 16);
    }

    [Fact]
    public async Task Jobs_that_are_not_among_the_latest_runs_are_missing_if_they_are_many()
    {
        IReadOnlyDictionary<long, BaseRun?> found = await FindAsync(90, 27);

        Assert.Equal(Enumerable.Range(90, 10).Select(i => (long)i), found.Keys.Order());
        Assert.InRange(_fixture.Server.Requests.Count, 40, 41);
    }

    private Task<IReadOnlyDictionary<long, BaseRun?>> FindAsync(int first, int count) =>
        _fixture.Client.FindLatestRunsAsync(Enumerable.Range(first, count).Select(i => (long)i));

    // Runs of the jobs 0 to 99 in turn, 25 a page, for one job or all; the ID of the first run of a job is its own.
    private StubResponse Respond(ReceivedRequest request)
    {
        long first = Number(request, "page_token") ?? 0;
        IEnumerable<long> ids = Number(request, "job_id") is { } job
            ? job < 100 ? [job] : []
            : Enumerable.Range(0, 25).Select(i => first + i);
        IEnumerable<string> runs = ids.Select(id => $$"""{"run_id": {{id}}, "job_id": {{id % 100}} }""");
        bool hasNext = Number(request, "job_id") is null && (first / 25) + 1 < _pages;
        string next = hasNext ? $$""", "next_page_token": "{{first + 25}}" """ : "";
        return StubResponse.Json($$"""{ "runs": [ {{string.Join(",", runs)}} ]{{next}} }""");
    }

    private static long? Number(ReceivedRequest request, string name) =>
        Regex.Match(request.Target, name + @"=(\d+)") is { Success: true } match
            ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
}
