using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Lists and objects whose pages never end.</summary>
public sealed class PageTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, Func<JobsClient, Task>> Readers => new()
    {
        { "jobs/list", static client => ReadAsync(client.ListAsync()) },
        { "jobs/runs/list", static client => ReadAsync(client.ListRunsAsync()) },
        { "policies/jobs/list-compliance", static client => ReadAsync(client.ListComplianceAsync("p")) },
        { "jobs/get", static client => client.GetAsync(7) },
        { "jobs/runs/get", static client => client.GetRunAsync(9) },
    };

    [Theory]
    [MemberData(nameof(Readers), DisableDiscoveryEnumeration = true)]
    public async Task A_page_token_that_always_repeats_is_an_error(string name, Func<JobsClient, Task> read)
    {
        _fixture.Server.Handler = static _ => StubResponse.Json("""{"next_page_token":"again","has_more":true}""");

        var error = await Assert.ThrowsAsync<JobsException>(() => read(_fixture.Client));

        Assert.Contains(" loop", error.Problem, StringComparison.Ordinal);
        Assert.Contains(name, error.Problem, StringComparison.Ordinal);
        Assert.InRange(_fixture.Server.Requests.Count, 2, 3);
    }

    [Theory]
    [MemberData(nameof(Readers), DisableDiscoveryEnumeration = true)]
    public async Task Page_tokens_that_repeat_after_many_pages_are_an_error(string name, Func<JobsClient, Task> read)
    {
        int count = 0;
        _fixture.Server.Handler =
            _ => StubResponse.Json($$"""{"next_page_token":"t{{Interlocked.Increment(ref count) % 50}}"}""");

        var error = await Assert.ThrowsAsync<JobsException>(() => read(_fixture.Client));

        Assert.Contains(name, error.Problem, StringComparison.Ordinal);
        Assert.InRange(_fixture.Server.Requests.Count, 50, 52);
    }

    [Theory]
    [InlineData("2.1")]
    [InlineData("2.2")]
    public async Task More_pages_without_a_page_token_are_an_error_after_the_items(string version)
    {
        using var fixture = new ClientFixture(options => options.ApiVersion = version);
        // Version 2.1 pages by offset, unless the page is empty.
        fixture.Server.Then(StubResponse.Json("""{"jobs":[{"job_id":1}],"runs":[{"run_id":1}],"has_more":true}"""));
        fixture.Server.Handler = static _ => StubResponse.Json("""{"has_more":true}""");
        List<long> ids = [];

        var error = await Assert.ThrowsAsync<UnexpectedResponseException>(async () =>
        {
            await foreach (BaseRun run in fixture.Client.ListRunsAsync()) ids.Add(run.RunId!.Value);
        });
        await Assert.ThrowsAsync<UnexpectedResponseException>(() => ReadAsync(fixture.Client.ListAsync()));

        Assert.Equal([1], ids);
        Assert.Contains("jobs/runs/list is incomplete", error.Problem, StringComparison.Ordinal);
        Assert.Contains("no page token", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"job_id":7,"run_id":9,"has_more":true}""", "has more items, but no page token for them")]
    [InlineData("""{"job_id":777,"run_id":777}""", "777, not ")]
    public async Task An_object_with_more_pages_but_no_token_or_with_another_ID_is_an_error(string body, string problem)
    {
        _fixture.Server.Handler = _ => StubResponse.Json(body);

        var job = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetAsync(7));
        var run = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetRunAsync(9));

        Assert.Contains(problem, job.Problem, StringComparison.Ordinal);
        Assert.Contains(problem, run.Problem, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_later_page_with_another_ID_is_an_error()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"run_id":9,"next_page_token":"a"}"""), StubResponse.Json("""{"run_id":10}"""));

        await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetRunAsync(9));
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> list)
    {
        await foreach (T _ in list)
        {
        }
    }
}
