using System.Globalization;
using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>The retry table, row by row, over the wire.</summary>
public sealed class RetryTableTests : IDisposable
{
    private static readonly string[] s_passing =
    [
        "com.databricks.backend.manager.util.UnknownWorkerEnvironmentException",
        "Workspace 3 does not have any associated worker environments",
        "There is no worker environment with id 12",
        "Unknown worker environment",
        "ClusterNotReadyException",
        "Unexpected error",
        "Please try again later or try a faster operation.",
        "RPC token bucket limit has been exceeded",
        "worker env WorkerEnvId(workerenv-XXXXX) not found",
        "Timed out after 30 seconds",
        "context deadline exceeded",
    ];

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    /// <summary>Every error status, with its row of the table.</summary>
    public static TheoryData<int, Operation, bool> Statuses
    {
        get
        {
            int[] statuses = [400, 403, 404, 405, 408, 409, 410, 413, 422, 429, 499, 500, 501, 502, 503, 504, 505, 520];
            var rows = new TheoryData<int, Operation, bool>();
            foreach (int status in statuses)
            {
                foreach (Operation operation in Enum.GetValues<Operation>())
                    rows.Add(status, operation, IsRepeated(status, Operations.SafetyOf(operation)));
            }

            return rows;
        }
    }

    public static TheoryData<string, Operation> Messages
    {
        get
        {
            var rows = new TheoryData<string, Operation>();
            foreach (string message in s_passing)
            {
                foreach (Operation operation in Enum.GetValues<Operation>()) rows.Add(message, operation);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status(int status, Operation operation, bool isRepeated)
    {
        await AssertAsync(StubResponse.Error(status, "A_WORD", "words"), operation, isRepeated);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message(string message, Operation operation)
    {
        // The message reports a temporary state. Only what may be sent twice is sent twice.
        bool isRepeated = Operations.SafetyOf(operation) != RequestSafety.Once;

        await AssertAsync(
            StubResponse.Error(400, "BAD_REQUEST", $"It said: {message} (and more)"),
            operation,
            isRepeated);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData(" 7 ", 7.0)]
    [InlineData("2.5", 2.5)]
    [InlineData("0", 0.0)]
    [InlineData("-7", 1.0)]
    [InlineData("soon", 1.0)]
    [InlineData("", 1.0)]
    [InlineData("NaN", 1.0)]
    [InlineData("Infinity", null)]
    [InlineData("-Infinity", 1.0)]
    [InlineData("1e3", 1.0)]
    [InlineData("301", null)]
    [InlineData("99999999999999999999999999", null)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0.0)]
    [InlineData("date 12", 12.0)]
    [InlineData("date -12", 0.0)]
    public async Task Retry_After(string header, double? delay)
    {
        if (header.StartsWith("date ", StringComparison.Ordinal))
        {
            double seconds = double.Parse(header[5..], CultureInfo.InvariantCulture);
            header = _fixture.Clock.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture);
        }

        await AssertDelayAsync(StubResponse.Error(429, "A", "b").With("Retry-After", header), delay);
    }

    [Theory]
    [InlineData("42.000000001s", null, 42.0)]
    [InlineData("42s", null, 42.0)]
    [InlineData("0s", null, 0.0)]
    [InlineData("42s", "7", 7.0)]
    [InlineData("42s", "soon", 42.0)]
    [InlineData("42", null, 1.0)]
    [InlineData("s", null, 1.0)]
    [InlineData("-42s", null, 1.0)]
    [InlineData("NaNs", null, 1.0)]
    [InlineData("315576000000s", null, null)]
    public async Task RetryInfo_if_there_is_no_Retry_After(string delay, string? header, double? expectedSeconds)
    {
        StubResponse reply = StubResponse.Json(
            $$"""
            {"error_code":"REQUEST_LIMIT_EXCEEDED","message":"m","details":[
              {"@type":"type.googleapis.com/new.Thing"},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"{{delay}}"}]}
            """,
            429);

        await AssertDelayAsync(header is null ? reply : reply.With("Retry-After", header), expectedSeconds);
    }

    [Fact]
    public async Task The_delay_is_min_of_attempt_and_ten_seconds_plus_up_to_a_second()
    {
        using var fixture = new ClientFixture(static options => options.Random = new Random(7));
        fixture.Server.Handler = static _ => StubResponse.Error(503, "A", "b");

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => fixture.Client.SendAsync(Operation.Create));

        for (int i = 0; i < fixture.Delays.Length; i++)
            Assert.InRange(fixture.Delays[i], Math.Min(i + 1, 10), Math.Min(i + 1, 10) + 1.001);
        Assert.True(fixture.Delays.Sum() <= 300);
    }

    [Fact]
    public async Task No_delay_is_started_that_would_end_after_the_deadline()
    {
        StubResponse busy = StubResponse.Error(429, "A", "b").With("Retry-After", "50");
        _fixture.Server.Handler = _ => busy;

        var error =
            await Assert.ThrowsAsync<TooManyRequestsException>(() => _fixture.Client.SendAsync(Operation.RunNow));

        Assert.Equal([50, 50, 50, 50, 50, 50], _fixture.Delays);
        Assert.Equal(7, error.Attempts);
    }

    [Theory]
    [InlineData(Operation.Get)]
    [InlineData(Operation.Create)]
    public async Task One_429_slows_every_request_of_the_connection(Operation operation)
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Handler = static _ => Operations.Ok;
        _fixture.Server.Then(StubResponse.Error(429, "A", "b").With("Retry-After", "9"));
        Task<long?> first = _fixture.Client.SendAsync(operation);
        await _fixture.Clock.FirstDelay.Task;

        Task<long?>[] others = [.. Enum.GetValues<Operation>().Select(_fixture.Client.SendAsync)];

        // They were started on this thread and wait at the gate: none of them is in progress.
        Assert.Single(_fixture.Server.Requests);
        Assert.All(others, static other => Assert.False(other.IsCompleted));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(9));
        await Task.WhenAll(others.Append(first));
        Assert.Equal(others.Length + 2, _fixture.Server.Requests.Count);
    }

    private static bool IsRepeated(int status, RequestSafety safety) => status switch
    {
        429 or 503 => true,
        502 or 504 => safety != RequestSafety.Once,
        500 => safety == RequestSafety.Read,
        _ => false,
    };

    private async Task AssertAsync(StubResponse reply, Operation operation, bool isRepeated)
    {
        _fixture.Server.Handler = static _ => Operations.Ok;
        _fixture.Server.Then(reply);

        Exception? error = await Record.ExceptionAsync(() => _fixture.Client.SendAsync(operation));

        Assert.Equal(isRepeated, error is null);
        Assert.Equal(isRepeated ? 2 : 1, _fixture.Server.Requests.Count);
        if (!isRepeated) Assert.Equal(reply.Status, Assert.IsAssignableFrom<JobsServiceException>(error).StatusCode);
    }

    /// <param name="reply">The response to the first attempt.</param>
    /// <param name="seconds">The delay; null if there is no other attempt.</param>
    private async Task AssertDelayAsync(StubResponse reply, double? seconds)
    {
        _fixture.Server.Handler = static _ => Operations.Ok;
        _fixture.Server.Then(reply);

        Exception? error = await Record.ExceptionAsync(() => _fixture.Client.SendAsync(Operation.Create));

        if (seconds is null) Assert.IsType<TooManyRequestsException>(error);
        else Assert.Null(error);
        double[] expected = seconds is > 0 ? [seconds.Value] : [];
        Assert.Equal(expected, _fixture.Delays);
    }
}
