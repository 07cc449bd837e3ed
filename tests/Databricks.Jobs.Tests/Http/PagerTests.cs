using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

public sealed class PagerTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task All_pages_are_read_in_order()
    {
        _fixture.Server.Handler = request => RunPage(request, pages: 4);

        List<long> ids = [];
        await foreach (BaseRun run in _fixture.Client.ListRunsAsync()) ids.Add(run.RunId!.Value);

        Assert.Equal([0, 1, 10, 11, 20, 21, 30, 31], ids);
        Assert.Equal(4, _fixture.Server.Requests.Count);
        Assert.All(_fixture.Server.Requests, static request => Assert.Equal("25", request.Query("limit")));
    }

    [Fact]
    public async Task One_item_costs_one_request()
    {
        _fixture.Server.Handler = request => RunPage(request, pages: 4);

        await foreach (BaseRun _ in _fixture.Client.ListRunsAsync()) break;

        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task From_the_second_page_on_the_next_page_is_fetched_ahead()
    {
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fixture.Server.Handler = request =>
        {
            if (request.Query("page_token") == "2") third.SetResult();
            return RunPage(request, pages: 4);
        };
        await using IAsyncEnumerator<IReadOnlyList<BaseRun>> pages =
            _fixture.Client.ListRunPagesAsync().GetAsyncEnumerator();

        await pages.MoveNextAsync();
        await pages.MoveNextAsync();

        await third.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(10, pages.Current[0].RunId);
    }

    [Fact]
    public async Task Stopping_cancels_the_request_in_progress()
    {
        var never = new TaskCompletionSource();
        _fixture.Server.Handler = request => RunPage(request, pages: 9) with
        {
            After = request.Query("page_token") == "2" ? never.Task : null,
        };

        await foreach (BaseRun run in _fixture.Client.ListRunsAsync())
        {
            if (run.RunId == 10) break;
        }

        await _fixture.Server.ClientLeft.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_canceled_list_ends()
    {
        using var cancel = new CancellationTokenSource();
        _fixture.Server.Handler = request => RunPage(request, pages: 1000);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (BaseRun run in _fixture.Client.ListRunsAsync(cancellationToken: cancel.Token))
            {
                if (run.RunId == 30) await cancel.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Pages_that_loop_are_an_error()
    {
        _fixture.Server.Handler = static request => StubResponse.Json(
            request.Query("page_token") == "a" ? """{"next_page_token":"b"}""" : """{"next_page_token":"a"}""");

        var error = await Assert.ThrowsAsync<JobsException>(async () =>
        {
            await foreach (BaseJob _ in _fixture.Client.ListAsync())
            {
            }
        });

        Assert.Contains(" loop", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task An_empty_page_is_not_the_end_but_an_empty_token_is()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"next_page_token":"a"}"""),
            StubResponse.Json("""{"jobs":[{"job_id":1}],"next_page_token":"","has_more":false}"""));

        Assert.Equal([1], await JobIdsAsync(_fixture.Client));
    }

    [Fact]
    public async Task An_error_of_a_page_reaches_the_caller_after_the_pages_before_it()
    {
        _fixture.Server.Handler = request => request.Query("page_token") == "2"
            ? StubResponse.Error(400, "A", "m")
            : RunPage(request, pages: 9);
        List<long> ids = [];

        await Assert.ThrowsAsync<InvalidRequestException>(async () =>
        {
            await foreach (BaseRun run in _fixture.Client.ListRunsAsync()) ids.Add(run.RunId!.Value);
        });

        Assert.Equal([0, 1, 10, 11], ids);
    }

    [Fact]
    public async Task Version_2_1_pages_by_offset_if_there_is_no_token()
    {
        using var fixture = new ClientFixture(static options => options.ApiVersion = "2.1");
        fixture.Server.Then(
            StubResponse.Json("""{"jobs":[{"job_id":1},{"job_id":2}],"has_more":true}"""),
            StubResponse.Json("""{"jobs":[{"job_id":3}],"has_more":true}"""),
            StubResponse.Json("""{"jobs":[{"job_id":4}],"has_more":false}"""));

        Assert.Equal([1, 2, 3, 4], await JobIdsAsync(fixture.Client, new ListJobsOptions { Limit = 100 }));

        Assert.Equal([null, "2", "3"], fixture.Server.Requests.Select(static request => request.Query("offset")));
        Assert.All(fixture.Server.Requests, static request => Assert.Equal("25", request.Query("limit")));
        Assert.All(fixture.Server.Requests, static request => Assert.Equal("/api/2.1/jobs/list", request.Path));
    }

    [Fact]
    public async Task Version_2_2_does_not_page_by_offset()
    {
        _fixture.Server.Then(StubResponse.Json("""{"jobs":[{"job_id":1}],"has_more":true}"""));

        await Assert.ThrowsAsync<UnexpectedResponseException>(() => JobIdsAsync(_fixture.Client));

        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Page_tokens_are_not_traced()
    {
        _fixture.Server.Handler = request => RunPage(request, pages: 2);

        await foreach (BaseRun _ in _fixture.Client.ListRunsAsync())
        {
        }

        Assert.EndsWith("page_token=...", _fixture.Traces.Last().Path, StringComparison.Ordinal);
    }

    private static StubResponse RunPage(ReceivedRequest request, int pages)
    {
        int page = int.Parse(request.Query("page_token") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        string next = page + 1 < pages ? $",\"next_page_token\":\"{page + 1}\"" : "";
        return StubResponse.Json($$"""{"runs":[{"run_id":{{page * 10}}},{"run_id":{{(page * 10) + 1}}}]{{next}}}""");
    }

    private static async Task<List<long>> JobIdsAsync(JobsClient client, ListJobsOptions? options = null)
    {
        List<long> ids = [];
        await foreach (BaseJob job in client.ListAsync(options)) ids.Add(job.JobId!.Value);
        return ids;
    }
}
