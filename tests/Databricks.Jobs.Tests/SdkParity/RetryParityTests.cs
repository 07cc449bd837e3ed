using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.SdkParity;

/// <summary>
/// The cases of the official SDKs' unit tests of retries: tests/test_base_client.py and tests/test_retries.py of
/// databricks-sdk-py, httpclient/api_client_test.go and apierr/errors_test.go of databricks-sdk-go.
/// docs/design.md lists the differences and their reasons.
/// </summary>
public sealed class RetryParityTests : IDisposable
{
    private static readonly StubResponse s_ok = StubResponse.Json("""{"job_id":7}""");

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "1")]
    [InlineData(503, null)]
    [InlineData(503, "1")]
    public async Task A_busy_service_is_asked_again_a_second_later(int status, string? retryAfter)
    {
        StubResponse busy = StubResponse.Json("""{"error_code":"X","message":"busy"}""", status);
        await SucceedAtSecondAttemptAsync(retryAfter is null ? busy : busy.With("Retry-After", retryAfter));

        Assert.Equal([1.0], _fixture.Delays);
    }

    [Fact]
    public async Task A_request_limit_is_retried_with_status_400_too()
    {
        await SucceedAtSecondAttemptAsync(
            StubResponse.Error(400, "REQUEST_LIMIT_EXCEEDED", "busy").With("Retry-After", "1"));

        Assert.Equal([1.0], _fixture.Delays);
    }

    [Fact]
    public async Task A_long_delay_is_respected()
    {
        // 100 s there; the clock of these tests takes a minute or more for a timeout.
        await SucceedAtSecondAttemptAsync(StubResponse.Error(429, "X", "busy").With("Retry-After", "55"));

        Assert.Equal([55.0], _fixture.Delays);
    }

    [Fact]
    public async Task A_delay_in_the_details_is_respected_to_the_nanosecond_that_the_clock_has()
    {
        await SucceedAtSecondAttemptAsync(StubResponse.Json(
            """
            {"error_code":"REQUEST_LIMIT_EXCEEDED","message":"m","details":[
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"42.000000001s"}]}
            """,
            429));

        Assert.InRange(_fixture.Delays.Single(), 42.0, 42.001);
    }

    /// <summary>Difference: the official client ignores a fraction of seconds; here it is the delay.</summary>
    [Fact]
    public async Task A_delay_with_a_fraction_is_not_an_error()
    {
        await SucceedAtSecondAttemptAsync(StubResponse.Error(429, "X", "busy").With("Retry-After", "1.58"));

        Assert.Equal([1.58], _fixture.Delays);
    }

    [Fact]
    public async Task No_attempt_starts_after_the_limit()
    {
        using var fixture = new ClientFixture(static options => options.RetryTimeout = TimeSpan.FromSeconds(0.5));
        fixture.Server.Handler = static _ => StubResponse.Error(429, "X", "busy").With("Retry-After", "1");

        // Difference: the error is that of the service, and not a timeout.
        await Assert.ThrowsAsync<TooManyRequestsException>(() => fixture.Client.GetAsync(7));
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData("com.databricks.backend.manager.util.UnknownWorkerEnvironmentException")]
    [InlineData("workspace does not have any associated worker environments")]
    [InlineData("There is no worker environment with id 1")]
    [InlineData("Unknown worker environment")]
    [InlineData("... ClusterNotReadyException ...")]
    [InlineData("Unexpected error")]
    [InlineData("Please try again later or try a faster operation.")]
    [InlineData("RPC token bucket limit has been exceeded")]
    [InlineData("worker env WorkerEnvId(workerenv-XXXXX) not found")]
    public async Task A_message_of_a_temporary_state_is_retried_whatever_its_status(string message) =>
        await SucceedAtSecondAttemptAsync(StubResponse.Error(400, "abc", message));

    [Fact]
    public async Task A_normal_error_is_not_retried()
    {
        _fixture.Server.Then(StubResponse.Error(400, "abc", "something not found"), s_ok);

        await Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.GetAsync(7));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_broken_connection_is_retried() => await SucceedAtSecondAttemptAsync(StubResponse.Broken());

    [Fact]
    public async Task A_response_that_ends_early_is_retried() =>
        await SucceedAtSecondAttemptAsync(s_ok with { CutAfterBytes = 3 });

    /// <summary>The Python SDK rewinds a body before it sends it again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_is_sent_again_from_its_beginning(bool isBroken)
    {
        _fixture.Server.Then(isBroken ? StubResponse.Broken() : StubResponse.Error(429, "X", "busy"));

        await _fixture.Client.RunNowAsync(new RunNow { JobId = 7 });

        string[] bodies = [.. _fixture.Server.Requests.Select(static request => Encoding.UTF8.GetString(request.Body))];
        Assert.Equal(2, bodies.Length);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.Contains("\"job_id\":7", bodies[0], StringComparison.Ordinal);
    }

    /// <summary>The back-off of the official clients: one second more each time, up to ten, plus jitter.</summary>
    [Fact]
    public async Task Delays_grow_by_a_second_up_to_ten()
    {
        _fixture.Server.Then([.. Enumerable.Repeat(StubResponse.Error(429, "X", "busy"), 14)]);
        _fixture.Server.Handler = static _ => s_ok;

        await _fixture.Client.GetAsync(7);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10, 10], _fixture.Delays);
    }

    [Fact]
    public async Task Without_a_setting_the_attempts_end_after_five_minutes()
    {
        _fixture.Server.Handler = static _ => StubResponse.Error(429, "X", "busy");

        await Assert.ThrowsAsync<TooManyRequestsException>(() => _fixture.Client.GetAsync(7));

        Assert.InRange(_fixture.Delays.Sum(), 290, 300);
    }

    [Fact]
    public async Task A_canceled_request_is_not_retried()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _fixture.Client.GetAsync(7, cancellationToken: stop.Token));
        Assert.Empty(_fixture.Server.Requests);
    }

    private async Task SucceedAtSecondAttemptAsync(StubResponse first)
    {
        _fixture.Server.Then(first, s_ok);

        Job job = await _fixture.Client.GetAsync(7);

        Assert.Equal(7, job.JobId);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }
}
