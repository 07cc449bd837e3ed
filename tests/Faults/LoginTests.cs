using System.Globalization;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Tokens that expire and token endpoints that are down, for single requests and during a wait.</summary>
public sealed class LoginTests : IDisposable
{
    private const string TokenPath = "/oidc/v1/token";
    private const string Rejected = "Credential was not sent or was of an unsupported type for this API.";
    private const string RunPath = "/api/2.2/jobs/runs/get";
    private const string Running = """{"run_id":9,"state":{"life_cycle_state":"RUNNING"}}""";
    private const string Ended = """{"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}""";

    private readonly AutoAdvanceTimeProvider _clock = new();
    private readonly AuthenticationFixture _fixture;
    private readonly DateTimeOffset _start;
    private int _polls;
    private int _failures;

    public LoginTests()
    {
        _fixture = new AuthenticationFixture { Clock = _clock };
        _start = _clock.GetUtcNow();
    }

    public void Dispose() => _fixture.Dispose();

    private double Minutes => (_clock.GetUtcNow() - _start).TotalMinutes;

    [Theory]
    [InlineData(401, Rejected)]
    [InlineData(403, "Invalid access token.")]
    [InlineData(403, "Token is expiring within 30 seconds. (token expired)")]
    public async Task A_wait_survives_the_expiration_of_its_token(int status, string message)
    {
        _fixture.Handler = request => request.Path switch
        {
            // Each token is valid for three polls.
            RunPath when Credentials(request) == $"Bearer token-{1 + (_polls / 3)}" => Poll(10),
            RunPath => StubResponse.Error(status, $"{status}", message),
            _ => null,
        };

        Run run = await WaitAsync();

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal(4, _fixture.To(TokenPath).Count());
        Assert.Equal(10 + 3, _fixture.To(RunPath).Count());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(0)]
    public async Task A_wait_survives_minutes_without_a_token_endpoint(int status)
    {
        _fixture.Handler = request => request.Path switch
        {
            RunPath when _polls < 3 || Credentials(request) == "Bearer token-2" => Poll(6),
            RunPath => StubResponse.Error(401, "401", Rejected),
            TokenPath when _polls >= 3 && Minutes < 8 => Fail(status),
            _ => null,
        };

        Run run = await WaitAsync();

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.True(_failures > 5, $"{_failures} failures");
        // Seven polls, one of them rejected, and not one more: a new token is requested first.
        Assert.Equal(7, _fixture.To(RunPath).Count());
    }

    [Fact]
    public async Task A_wait_fails_after_ten_minutes_without_a_token_endpoint()
    {
        _fixture.Handler = request => request.Path switch
        {
            RunPath when _polls < 3 => Poll(6),
            RunPath => StubResponse.Error(401, "401", Rejected),
            TokenPath when _polls >= 3 => Fail(503),
            _ => null,
        };

        var error = await Assert.ThrowsAsync<CredentialsException>(WaitAsync);

        Assert.Contains("returned 503", error.Problem, StringComparison.Ordinal);
        Assert.InRange(Minutes, 9, 12);
    }

    [Fact]
    public async Task A_wait_fails_immediately_if_the_credentials_are_rejected()
    {
        _fixture.Handler = request => request.Path switch
        {
            RunPath when _polls < 3 => Poll(6),
            RunPath => StubResponse.Error(401, "401", Rejected),
            TokenPath when _polls >= 3 => StubResponse.Json("""{"error":"invalid_client"}""", 401),
            _ => null,
        };

        var error = await Assert.ThrowsAsync<CredentialsException>(WaitAsync);

        Assert.Contains("invalid_client", error.Problem, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.To(TokenPath).Count());
    }

    [Fact]
    public async Task A_single_request_waits_a_minute_for_a_token()
    {
        _fixture.Handler = request => request.Path == TokenPath ? Fail(503) : null;
        using JobsClient client = Connect();

        var error = await Assert.ThrowsAsync<CredentialsException>(() => client.GetAsync(7));

        Assert.Contains("returned 503", error.Problem, StringComparison.Ordinal);
        Assert.InRange(Minutes, 0.5, 1);
        Assert.Empty(_fixture.To("/api/2.2/jobs/get"));
    }

    [Theory]
    [InlineData("""{"access_token":"t","expires_in":253402300798}""")]
    [InlineData("""{"access_token":"t","expires_in":1e300}""")]
    [InlineData("""{"access_token":"t","expires_in":"-1"}""")]
    [InlineData("""{"access_token":"t","expires_on":0}""")]
    [InlineData("""{"access_token":"t","expires_on":253402300798}""")]
    [InlineData("""{"access_token":"t","expiry":"0001-01-01T00:00:00Z"}""")]
    [InlineData("""{"access_token":"t","expiry":"9999-12-31T23:59:59Z"}""")]
    [InlineData("""{"access_token":"t","expiry":"some day","x":"\ud800"}""")]
    [InlineData("""{"access_token":"t","expires_in":"\ud800"}""")]
    public async Task A_token_is_used_whatever_its_expiration_looks_like(string response)
    {
        _fixture.Handler = request => request.Path == TokenPath ? StubResponse.Json(response) : null;
        using JobsClient client = Connect();

        await client.GetAsync(7);
        await client.GetAsync(7);

        Assert.All(_fixture.To("/api/2.2/jobs/get"), static request => Assert.Equal("Bearer t", Credentials(request)));
    }

    [Theory]
    [InlineData("""{"access_token":"\ud800"}""")]
    [InlineData("""{"access_\ud800token":"t"}""")]
    [InlineData("""{"access_token":{}}""")]
    [InlineData("null")]
    public async Task A_response_without_a_usable_token_is_a_credentials_error(string response)
    {
        _fixture.Handler = request => request.Path == TokenPath ? StubResponse.Json(response) : null;
        using JobsClient client = Connect();

        await Assert.ThrowsAsync<CredentialsException>(() => client.GetAsync(7));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task A_clock_that_is_hours_off_costs_at_most_one_token_per_request(int hours)
    {
        DateTimeOffset end = _clock.GetUtcNow().AddHours(hours + 1);
        string epoch = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        _fixture.Handler = request => request.Path == TokenPath
            ? StubResponse.Json($$"""{"access_token":"t","expires_on":"{{epoch}}"}""")
            : null;
        using JobsClient client = Connect();

        for (int i = 0; i < 5; i++) await client.GetAsync(7);

        Assert.Equal(5, _fixture.To("/api/2.2/jobs/get").Count());
        Assert.Equal(hours > 0 ? 1 : 5, _fixture.To(TokenPath).Count());
    }

    [Fact]
    public async Task Setting_the_clock_during_a_wait_does_not_end_a_limit()
    {
        _fixture.Handler = request =>
        {
            if (request.Path != RunPath) return null;
            if (_polls == 3) _clock.AdjustTime(_clock.GetUtcNow().AddHours(-9));
            if (_polls == 5) _clock.AdjustTime(_clock.GetUtcNow().AddHours(19));
            return Poll(8);
        };

        using JobsClient client = Connect();
        Run run = await client.WaitForRunAsync(9, new RunWaitOptions { Timeout = TimeSpan.FromMinutes(5) });

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal(8, _fixture.To(RunPath).Count());
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_Retry_After_date_is_read_by_the_clock_of_the_service(int hours)
    {
        using var fixture = new ClientFixture();
        DateTimeOffset there = fixture.Clock.GetUtcNow().AddHours(hours);
        fixture.Server.Handler = static _ => Operations.Ok;
        fixture.Server.Then(StubResponse.Error(429, "A", "b")
            .With("Date", there.ToString("R", CultureInfo.InvariantCulture))
            .With("Retry-After", there.AddSeconds(12).ToString("R", CultureInfo.InvariantCulture)));

        await fixture.Client.SendAsync(Operation.Create);

        Assert.Equal([12], fixture.Delays);
    }

    private static string Credentials(ReceivedRequest request) => request.Headers["Authorization"];

    private StubResponse Poll(int last) => StubResponse.Json(++_polls < last ? Running : Ended);

    private StubResponse Fail(int status)
    {
        _failures++;
        return status == 0 ? StubResponse.Broken() : StubResponse.Text(status, "later");
    }

    private JobsClient Connect() =>
        _fixture.Connect(new CredentialsRequest { ClientId = "me", ClientSecret = "hidden" });

    private async Task<Run> WaitAsync()
    {
        using JobsClient client = Connect();
        return await client.WaitForRunAsync(9);
    }
}
