using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class ManyRunsWaiterTests : IDisposable
{
    private readonly AutoAdvanceTimeProvider _clock = new();
    private readonly LocalWorkspaceServer _workspace;
    private readonly JobsClient _client;

    public ManyRunsWaiterTests()
    {
        _workspace = LocalWorkspaceServer.Start(new()
        {
            TimeProvider = _clock,
            DefaultSetup = TimeSpan.Zero,
            DefaultDuration = TimeSpan.FromSeconds(60),
        });
        _client = new JobsClient(new()
        {
            Credentials = WorkspaceCredentials.FromToken(_workspace.Address.AbsoluteUri, _workspace.Token),
            TimeProvider = _clock,
            Environment = new FakeEnvironment(),
        });
    }

    public void Dispose()
    {
        _client.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Two_hundred_runs_of_a_minute_take_at_most_150_requests_and_are_told_within_10_seconds()
    {
        long[] runIds = await StartAsync(200);
        _workspace.ClearRequests();

        var waited = new List<long>();
        await foreach (RunWaitResult result in _client.WaitForRunsAsync(runIds))
        {
            waited.Add(result.RunId);
            Assert.True(RunOutcome.Of(result.Run!).IsSuccess);
            Assert.Single(result.Run!.Tasks!);
            Assert.InRange(_workspace.Now - result.Run.EndTime!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }

        Assert.Equal(runIds.Order(), waited.Order());
        Assert.InRange(_workspace.Requests.Count, 1, 150);
    }

    [Fact]
    public async Task Each_is_told_when_it_ends_and_not_when_all_have()
    {
        _workspace.Script("slow", new() { Duration = TimeSpan.FromHours(3) });
        long slow = await StartAsync("slow");
        long[] quick = await StartAsync(5);

        var order = new List<long>();
        await foreach (RunWaitResult result in _client.WaitForRunsAsync([slow, .. quick]))
        {
            order.Add(result.RunId);
        }

        Assert.Equal(slow, order[^1]);
        Assert.Equal(6, order.Count);
    }

    [Fact]
    public async Task One_that_does_not_exist_is_told_and_ends_no_others_wait()
    {
        long[] runIds = await StartAsync(5);

        List<RunWaitResult> results = await ToListAsync(_client.WaitForRunsAsync([4711, .. runIds]));

        Assert.Equal(6, results.Count);
        Assert.IsType<NotFoundException>(Assert.Single(results, result => result.Run is null).Error);
        Assert.Equal(4711, results.Single(result => result.Run is null).RunId);
    }

    [Fact]
    public async Task The_same_id_twice_is_waited_for_once()
    {
        long[] runIds = await StartAsync(2);

        Assert.Equal(2, (await ToListAsync(_client.WaitForRunsAsync([.. runIds, .. runIds]))).Count);
    }

    [Fact]
    public async Task Runs_that_ended_long_ago_are_found()
    {
        long[] old = await StartAsync(10);
        _workspace.AdvanceTime(TimeSpan.FromHours(1));
        await StartAsync(300);

        List<RunWaitResult> results = await ToListAsync(_client.WaitForRunsAsync(old));

        Assert.All(results, result => Assert.True(RunOutcome.Of(result.Run!).IsSuccess));
        Assert.Equal(old.Order(), results.Select(result => result.RunId).Order());
    }

    [Fact]
    public async Task When_the_time_is_up_the_others_are_told_and_stopped_if_that_was_wanted()
    {
        _workspace.Script("slow", new() { Duration = TimeSpan.FromHours(3) });
        long slow = await StartAsync("slow");
        long[] quick = await StartAsync(4);
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(5), StopOnTimeout = true };

        List<RunWaitResult> results =
            await ToListAsync(_client.WaitForRunsAsync([slow, .. quick], options));

        Assert.Equal(5, results.Count);
        Assert.Equal(slow, results[^1].RunId);
        Assert.True(Assert.IsType<RunWaitTimeoutException>(results[^1].Error).WasStopped);
        Assert.Single(_workspace.Requests, request => request.Path.EndsWith("/cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_service_does_not_end_the_wait()
    {
        long[] runIds = await StartAsync(5);
        _workspace.AddFault(new() { Kind = FaultKind.Status, Status = 500, PathPattern = "*/runs/list", Times = 5 });

        Assert.Equal(5, (await ToListAsync(_client.WaitForRunsAsync(runIds))).Count);
    }

    private static async Task<List<RunWaitResult>> ToListAsync(IAsyncEnumerable<RunWaitResult> results)
    {
        var list = new List<RunWaitResult>();
        await foreach (RunWaitResult result in results)
        {
            list.Add(result);
        }

        return list;
    }

    private async Task<long[]> StartAsync(int count)
    {
        var runIds = new List<long>();
        for (int i = 0; i < count; i++)
        {
            runIds.Add(await StartAsync("task"));
        }

        return [.. runIds];
    }

    private async Task<long> StartAsync(string taskKey)
    {
        SubmitRunResponse started = await _client.SubmitAsync(new()
        {
            Tasks = [new() { TaskKey = taskKey, NotebookTask = new() { NotebookPath = "/x" } }],
        });
        return started.RunId!.Value;
    }
}
