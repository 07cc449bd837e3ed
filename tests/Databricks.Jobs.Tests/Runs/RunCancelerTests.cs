using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunCancelerTests : IDisposable
{
    private static readonly StubResponse s_started = StubResponse.Json("""{"run_id":9}""");

    private readonly ClientFixture _fixture = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunCancelerTests() => _fixture.Server.Handler = Respond;

    public void Dispose()
    {
        _fixture.Dispose();
        _cancel.Dispose();
    }

    [Fact]
    public async Task A_run_is_asked_to_stop()
    {
        await _fixture.Client.CancelRunsInBackgroundAsync([9]);
        await _stopped.Task;

        Assert.Equal("""{"run_id":9}""", Assert.Single(_fixture.Server.Requests).Text);
    }

    [Fact]
    public async Task A_service_that_does_not_respond_holds_nobody_up()
    {
        _fixture.Server.Then(StubResponse.Json("{}") with { After = new TaskCompletionSource().Task });

        await _fixture.Client.CancelRunsInBackgroundAsync([9]);

        Assert.Equal([0.2], _fixture.Delays);
    }

    [Fact]
    public async Task A_request_that_is_lost_is_sent_again_in_the_background()
    {
        _fixture.Server.Then(StubResponse.Broken(), StubResponse.Error(503, "A", "b"));

        await _fixture.Client.CancelRunsInBackgroundAsync([9]);
        await _stopped.Task;

        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_connection_that_was_told_to_slow_down_lets_the_request_through()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Then(StubResponse.Error(429, "A", "b").With("Retry-After", "50"));
        Task<Job> other = _fixture.Client.GetAsync(7, cancellationToken: _cancel.Token);
        await _fixture.Clock.FirstDelay.Task;

        Task stop = _fixture.Client.CancelRunsInBackgroundAsync([9]);
        await _stopped.Task;
        await stop;

        await _cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
    }

    [Fact]
    public async Task What_cannot_be_stopped_is_no_error()
    {
        _fixture.Server.Handler = static _ => StubResponse.Error(403, "PERMISSION_DENIED", "No.");

        await _fixture.Client.CancelRunsInBackgroundAsync([9]);
        _fixture.Client.Dispose();
        await _fixture.Client.CancelRunsInBackgroundAsync([9]);
    }

    [Fact]
    public async Task A_start_that_is_called_off_before_its_response_is_stopped_when_it_comes()
    {
        var response = new TaskCompletionSource();
        _fixture.Clock.IsManual = true;
        _fixture.Server.Then(s_started with { After = response.Task });
        Task<RunNowResponse> start = StartAsync();
        await _fixture.Server.FirstRequest.Task;

        await _cancel.CancelAsync();
        response.SetResult();
        await _stopped.Task;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal(["run-now", "cancel"], _fixture.Server.Requests.Select(static one => one.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task A_start_that_stays_without_a_response_is_given_up()
    {
        _fixture.Server.Then(s_started with { After = new TaskCompletionSource().Task });
        Task<RunNowResponse> start = StartAsync();
        await _fixture.Server.FirstRequest.Task;

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        // The clock skips the ten seconds.
        await _fixture.Server.ClientLeft.Task;
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_start_that_is_not_called_off_is_just_a_start()
    {
        _fixture.Server.Then(s_started);

        Assert.Equal(9, (await StartAsync()).RunId);
        await _cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(StartAsync);

        Assert.Single(_fixture.Server.Requests);
    }

    private Task<RunNowResponse> StartAsync() => _fixture.Client.StartOrCancelRunAsync(
        token => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }, token),
        static started => started.RunId,
        _cancel.Token);

    private StubResponse Respond(ReceivedRequest request)
    {
        if (request.Path.EndsWith("/cancel", StringComparison.Ordinal)) _stopped.TrySetResult();
        return StubResponse.Json("{}");
    }
}
