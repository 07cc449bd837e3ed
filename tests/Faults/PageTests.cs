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

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> list)
    {
        await foreach (T _ in list)
        {
        }
    }
}
