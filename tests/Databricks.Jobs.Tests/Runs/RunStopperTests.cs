using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunStopperTests : IDisposable
{
    private static readonly Reply s_started = Reply.Json("""{"run_id":9}""");

    private readonly TestBed _bed = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunStopperTests() => _bed.Server.Handler = Answer;

    public void Dispose()
    {
        _bed.Dispose();
        _cancel.Dispose();
    }

    [Fact]
    public async Task A_run_is_asked_to_stop()
    {
        await new RunStopper(_bed.Client).StopSoonAsync(9);
        await _stopped.Task;

        Assert.Equal("""{"run_id":9}""", Assert.Single(_bed.Server.Requests).Text);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_holds_nobody_up()
    {
        _bed.Server.Then(Reply.Json("{}") with { After = new TaskCompletionSource().Task });

        await new RunStopper(_bed.Client).StopSoonAsync(9);

        Assert.Equal([0.2], _bed.Pauses);
    }

    [Fact]
    public async Task A_request_that_is_lost_is_sent_again_in_the_background()
    {
        _bed.Server.Then(Reply.Broken(), Reply.Error(503, "A", "b"));

        await new RunStopper(_bed.Client).StopSoonAsync(9);
        await _stopped.Task;

        Assert.Equal(3, _bed.Server.Requests.Count);
    }

    [Fact]
    public async Task A_connection_that_was_told_to_slow_down_lets_the_request_through()
    {
        _bed.Clock.StandsStill = true;
        _bed.Server.Then(Reply.Error(429, "A", "b").With("Retry-After", "50"));
        Task<Job> other = _bed.Client.GetAsync(7, cancellationToken: _cancel.Token);
        await _bed.Clock.FirstPause.Task;

        Task stop = new RunStopper(_bed.Client).StopSoonAsync(9);
        await _stopped.Task;
        await stop;

        await _cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
    }

    [Fact]
    public async Task What_cannot_be_stopped_is_no_error()
    {
        _bed.Server.Handler = static _ => Reply.Error(403, "PERMISSION_DENIED", "No.");

        await new RunStopper(_bed.Client).StopSoonAsync(9);
        _bed.Client.Dispose();
        await new RunStopper(_bed.Client).StopSoonAsync(9);
    }

    [Fact]
    public async Task A_start_that_is_called_off_before_its_answer_is_stopped_when_it_comes()
    {
        var answer = new TaskCompletionSource();
        _bed.Clock.StandsStill = true;
        _bed.Server.Then(s_started with { After = answer.Task });
        Task<RunNowResponse> start = StartAsync();
        await _bed.Server.FirstRequest.Task;

        await _cancel.CancelAsync();
        answer.SetResult();
        await _stopped.Task;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal(["run-now", "cancel"], _bed.Server.Requests.Select(static one => one.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task A_start_that_stays_without_an_answer_is_given_up()
    {
        _bed.Server.Then(s_started with { After = new TaskCompletionSource().Task });
        Task<RunNowResponse> start = StartAsync();
        await _bed.Server.FirstRequest.Task;

        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        // The clock skips the ten seconds.
        await _bed.Server.ClientLeft.Task;
        Assert.Single(_bed.Server.Requests);
    }

    [Fact]
    public async Task A_start_that_is_not_called_off_is_just_a_start()
    {
        _bed.Server.Then(s_started);

        Assert.Equal(9, (await StartAsync()).RunId);
        await _cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(StartAsync);

        Assert.Single(_bed.Server.Requests);
    }

    private Task<RunNowResponse> StartAsync() => new RunStopper(_bed.Client).StartAsync(
        token => _bed.Client.RunNowAsync(new RunNow { JobId = 7 }, token),
        static started => started.RunId,
        _cancel.Token);

    private Reply Answer(Received request)
    {
        if (request.Path.EndsWith("/cancel", StringComparison.Ordinal)) _stopped.TrySetResult();
        return Reply.Json("{}");
    }
}
