using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

/// <summary>Waits for runs that were just started, and that the service might not find yet.</summary>
public sealed class NewRunWaitTests : IDisposable
{
    private static readonly StubResponse s_running =
        StubResponse.Json("""{"run_id":9,"state":{"life_cycle_state":"RUNNING"}}""");
    private static readonly StubResponse s_succeeded =
        StubResponse.Json("""{"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}""");

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData(403, "PERMISSION_DENIED")]
    public async Task A_run_that_was_just_started_may_not_be_found_at_first(int status, string code)
    {
        _fixture.Server.Then(
            StubResponse.Error(status, code, "Run 9 does not exist."),
            StubResponse.Text(200, "<html>Sign in</html>", "text/html"),
            s_running,
            s_succeeded);
        var outages = new List<ServiceOutage>();
        var options = new RunWaitOptions { IsNewRun = true, Outages = new CallbackProgress<ServiceOutage>(outages.Add) };

        Run run = await _fixture.Client.WaitForRunAsync(9, options);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal([false, false, true], outages.Select(static outage => outage.IsOver));
    }

    [Fact]
    public async Task A_run_that_is_never_found_ends_the_wait_after_ten_minutes()
    {
        _fixture.Server.Handler = static _ => StubResponse.Error(404, "RESOURCE_DOES_NOT_EXIST", "No.");

        await Assert.ThrowsAsync<NotFoundException>(
            () => _fixture.Client.WaitForRunAsync(9, new RunWaitOptions { IsNewRun = true }));
        Assert.InRange(_fixture.Delays.Sum(), 590, 600);

        var timeout = await Assert.ThrowsAsync<RunWaitTimeoutException>(() => _fixture.Client.WaitForRunAsync(
            9, new RunWaitOptions { IsNewRun = true, Timeout = TimeSpan.FromMinutes(1) }));
        Assert.Contains("requests have failed", timeout.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_found_once_and_then_is_not_ends_the_wait()
    {
        _fixture.Server.Then(s_running, StubResponse.Error(404, "RESOURCE_DOES_NOT_EXIST", "Deleted."));

        await Assert.ThrowsAsync<NotFoundException>(
            () => _fixture.Client.WaitForRunAsync(9, new RunWaitOptions { IsNewRun = true }));
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }
}
