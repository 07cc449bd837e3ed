using System.Diagnostics;
using System.Globalization;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

public sealed class RetryTests : IDisposable
{
    private static readonly StubResponse s_ok = StubResponse.Json("""{"job_id":7,"run_id":9}""");

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public enum Kind
    {
        Get,
        RunNow,
        Create,
        Cancel,
    }

    [Theory]
    [InlineData(Kind.Get, 429, true)]
    [InlineData(Kind.Get, 503, true)]
    [InlineData(Kind.Get, 500, true)]
    [InlineData(Kind.Get, 502, true)]
    [InlineData(Kind.Get, 504, true)]
    [InlineData(Kind.Get, 400, false)]
    [InlineData(Kind.Get, 404, false)]
    [InlineData(Kind.Get, 409, false)]
    [InlineData(Kind.Get, 501, false)]
    [InlineData(Kind.RunNow, 429, true)]
    [InlineData(Kind.RunNow, 503, true)]
    [InlineData(Kind.RunNow, 502, true)]
    [InlineData(Kind.RunNow, 504, true)]
    [InlineData(Kind.RunNow, 500, false)]
    [InlineData(Kind.Cancel, 504, true)]
    [InlineData(Kind.Create, 429, true)]
    [InlineData(Kind.Create, 503, true)]
    [InlineData(Kind.Create, 500, false)]
    [InlineData(Kind.Create, 502, false)]
    [InlineData(Kind.Create, 504, false)]
    public async Task A_status_is_worth_another_attempt_or_not(Kind kind, int status, bool repeats)
    {
        _fixture.Server.Then(StubResponse.Error(status, "WORD", "words"), s_ok);

        Exception? error = await Record.ExceptionAsync(() => SendAsync(kind));

        Assert.Equal(repeats, error is null);
        Assert.Equal(repeats ? 2 : 1, _fixture.Server.Requests.Count);
        if (!repeats) Assert.Equal(status, Assert.IsAssignableFrom<JobsServiceException>(error).StatusCode);
    }

    [Theory]
    [InlineData("com.databricks.backend.manager.util.UnknownWorkerEnvironmentException")]
    [InlineData("workspace 3 does not have any associated worker environments")]
    [InlineData("There is no worker environment with id 12")]
    [InlineData("Unknown worker environment 8")]
    [InlineData("ClusterNotReadyException: not yet")]
    [InlineData("Unexpected error")]
    [InlineData("Please try again later or try a faster operation.")]
    [InlineData("RPC token bucket limit has been exceeded")]
    public async Task Messages_of_a_temporary_state_are_worth_another_attempt(string words)
    {
        _fixture.Server.Then(StubResponse.Error(400, "INTERNAL", words), s_ok);
        await _fixture.Client.GetAsync(7);

        _fixture.Server.Then(StubResponse.Error(400, "INTERNAL", words));
        await Assert.ThrowsAnyAsync<JobsServiceException>(() => SendAsync(Kind.Create));

        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(Kind.Get, true)]
    [InlineData(Kind.RunNow, true)]
    [InlineData(Kind.Cancel, true)]
    [InlineData(Kind.Create, false)]
    public async Task A_reset_connection_is_worth_another_attempt_unless_a_change_could_be_made_twice(
        Kind kind,
        bool repeats)
    {
        _fixture.Server.Then(StubResponse.Broken(), s_ok);

        Exception? error = await Record.ExceptionAsync(() => SendAsync(kind));

        Assert.Equal(repeats ? 2 : 1, _fixture.Server.Requests.Count);
        if (repeats)
        {
            Assert.Null(error);
            return;
        }

        var unreachable = Assert.IsType<WorkspaceUnreachableException>(error);
        Assert.True(unreachable.MayHaveBeenReceived);
        Assert.Contains("Check before", unreachable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_sent_again_if_no_connection_was_established()
    {
        using var handler = new RefusingHandler();
        using var fixture = new ClientFixture(
            options => (options.RetryTimeout, options.HttpMessageHandler) = (TimeSpan.FromSeconds(5), handler),
            RefusingHandler.Host);

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(
            () => fixture.Client.CreateAsync(new CreateJob { Name = "a" }));

        Assert.False(error.MayHaveBeenReceived);
        Assert.Equal(3, error.Attempts);
        Assert.Contains(new Uri(RefusingHandler.Host).Host, error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], fixture.Delays);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stopped_local_workspace_is_an_error_immediately(bool wasReached)
    {
        // No connection is left over, because one might still work.
        _fixture.Server.Handler = static _ => s_ok.With("Connection", "close");
        if (wasReached) await _fixture.Client.GetAsync(7);
        _fixture.Server.Dispose();

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _fixture.Client.GetAsync(7));

        Assert.Empty(_fixture.Delays);
        Assert.Equal(1, error.Attempts);
        Assert.Contains("local workspace", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_never_responded_is_retried_for_30_seconds()
    {
        using var handler = new RefusingHandler();
        using var fixture =
            new ClientFixture(options => options.HttpMessageHandler = handler, RefusingHandler.Host);

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.GetAsync(7));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], fixture.Delays);
        Assert.All(fixture.Traces, static trace => Assert.True(trace.IsUnknownAddress));
    }

    [Fact]
    public async Task An_address_that_responded_before_is_retried_for_300_seconds()
    {
        using var handler = new RefusingHandler(responses: 1);
        using var fixture =
            new ClientFixture(options => options.HttpMessageHandler = handler, RefusingHandler.Host);
        await fixture.Client.GetAsync(7);

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.GetAsync(7));

        Assert.InRange(fixture.Delays.Sum(), 290, 300);
    }

    [Fact]
    public async Task A_closed_client_does_not_retry()
    {
        _fixture.Client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _fixture.Client.GetAsync(7));

        Assert.Empty(_fixture.Delays);
    }

    [Fact]
    public async Task A_truncated_response_is_requested_again()
    {
        _fixture.Server.Then(s_ok with { CutAfterBytes = 5 }, s_ok);

        Job job = await _fixture.Client.GetAsync(7);

        Assert.Equal(7, job.JobId);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_change_with_a_truncated_response_is_not_sent_again()
    {
        _fixture.Server.Then(s_ok with { CutAfterBytes = 5 });

        var error = await Assert.ThrowsAsync<UnexpectedResponseException>(() => SendAsync(Kind.Create));

        Assert.Contains("incomplete", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check before", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Delays_grow_by_a_second_up_to_ten_and_end_within_300_seconds()
    {
        _fixture.Server.Handler = static _ => StubResponse.Error(503, "TEMPORARILY_UNAVAILABLE", "soon");

        var error = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _fixture.Client.GetAsync(7));

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10], _fixture.Delays.Take(11));
        Assert.InRange(_fixture.Delays.Sum(), 290, 300);
        Assert.Equal(_fixture.Delays.Length + 1, error.Attempts);
    }

    [Fact]
    public async Task Jitter_is_added_to_the_delay()
    {
        using var fixture = new ClientFixture(static options => options.Random = new Random(1));
        fixture.Server.Then(StubResponse.Error(503, "A", "b"), s_ok);

        await fixture.Client.GetAsync(7);

        Assert.Equal(1 + new Random(1).NextDouble(), Assert.Single(fixture.Delays), tolerance: 0.001);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0", null)]
    [InlineData("soon", 1.0)]
    [InlineData("-3", 1.0)]
    public async Task Retry_After_in_seconds_is_honored(string header, double? delay)
    {
        _fixture.Server.Then(StubResponse.Error(503, "A", "b").With("Retry-After", header), s_ok);

        await _fixture.Client.GetAsync(7);

        Assert.Equal(delay is null ? [] : [delay.Value], _fixture.Delays);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_honored()
    {
        string date = _fixture.Clock.GetUtcNow().AddSeconds(12).ToString("R", CultureInfo.InvariantCulture);
        _fixture.Server.Then(StubResponse.Error(429, "A", "b").With("Retry-After", date), s_ok);

        await _fixture.Client.GetAsync(7);

        Assert.Equal(12, Assert.Single(_fixture.Delays));
    }

    [Fact]
    public async Task A_service_that_repeats_Retry_After_0_is_polled_with_a_delay()
    {
        StubResponse busy = StubResponse.Error(503, "A", "b").With("Retry-After", "0");
        _fixture.Server.Then(busy, busy, busy, s_ok);

        await _fixture.Client.GetAsync(7);

        Assert.Equal([2, 3], _fixture.Delays);
    }

    [Fact]
    public async Task A_delay_that_would_end_after_the_deadline_is_not_started()
    {
        _fixture.Server.Then(StubResponse.Error(429, "A", "b").With("Retry-After", "99999999999"));

        await Assert.ThrowsAsync<TooManyRequestsException>(() => _fixture.Client.GetAsync(7));

        Assert.Empty(_fixture.Delays);
    }

    [Fact]
    public async Task One_429_delays_the_other_requests_of_the_connection()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Then(StubResponse.Error(429, "A", "b").With("Retry-After", "5"));
        Task<Job> first = _fixture.Client.GetAsync(1);
        await _fixture.Clock.FirstDelay.Task;

        Task<Job> second = _fixture.Client.GetAsync(2);

        Assert.Single(_fixture.Server.Requests);
        Assert.Equal([5, 5], _fixture.Delays);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(first, second);
        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_delay_ends_immediately_when_the_caller_cancels()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Handler = static _ => StubResponse.Error(503, "A", "b");
        using var cancel = new CancellationTokenSource();
        Task<Job> get = _fixture.Client.GetAsync(7, cancellationToken: cancel.Token);
        await _fixture.Clock.FirstDelay.Task;

        await AssertEndsAtOnceAsync(cancel, get);
    }

    [Fact]
    public async Task A_request_ends_immediately_when_the_caller_cancels()
    {
        var never = new TaskCompletionSource();
        _fixture.Server.Then(s_ok with { After = never.Task });
        using var cancel = new CancellationTokenSource();
        Task<Job> get = _fixture.Client.GetAsync(7, cancellationToken: cancel.Token);
        await _fixture.Server.FirstRequest.Task;

        await AssertEndsAtOnceAsync(cancel, get);
        await _fixture.Server.ClientLeft.Task;
    }

    [Fact]
    public async Task A_request_without_progress_for_60_seconds_times_out()
    {
        using var fixture = new ClientFixture(static options => options.RetryTimeout = TimeSpan.Zero);
        var never = new TaskCompletionSource();
        fixture.Server.Then(s_ok with { After = never.Task });
        Task<Job> get = fixture.Client.GetAsync(7);
        await fixture.Server.FirstRequest.Task;

        fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(get.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => get);
        Assert.Contains("nothing for 60 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_progress_may_take_longer_than_60_seconds()
    {
        var middle = new TaskCompletionSource();
        var half = new TaskCompletionSource();
        _fixture.Server.Handler = _ =>
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(50));
            half.SetResult();
            return s_ok with { SecondHalfAfter = middle.Task };
        };
        Task<Job> get = _fixture.Client.GetAsync(7);
        await half.Task;
        while (_fixture.Traces.IsEmpty && _fixture.Server.Requests.IsEmpty) await Task.Yield();

        middle.SetResult();

        Assert.Equal(7, (await get).JobId);
    }

    private static async Task AssertEndsAtOnceAsync(CancellationTokenSource cancel, Task task)
    {
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(watch.ElapsedMilliseconds < 500, $"{watch.ElapsedMilliseconds} ms");
    }

    private Task SendAsync(Kind kind) => kind switch
    {
        Kind.Get => _fixture.Client.GetAsync(7),
        Kind.RunNow => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }),
        Kind.Cancel => _fixture.Client.CancelRunAsync(9),
        _ => _fixture.Client.CreateAsync(new CreateJob { Name = "a" }),
    };
}
