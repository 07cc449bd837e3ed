using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>Token requests that fail at first, and tokens that the service rejects.</summary>
public sealed class TokenRequestTests : IDisposable
{
    private const string TokenPath = "/oidc/v1/token";

    private readonly AutoAdvanceTimeProvider _clock = new();
    private readonly AuthenticationFixture _fixture;

    public TokenRequestTests() => _fixture = new AuthenticationFixture { Clock = _clock };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_token_request_is_retried_if_that_can_help()
    {
        StubResponse[] failures =
        [
            StubResponse.Text(429, "slow").With("Retry-After", "7"),
            StubResponse.Text(502, "bad"),
            StubResponse.Text(503, "later"),
            StubResponse.Text(504, "late"),
            StubResponse.Broken(),
        ];
        int count = 0;
        _fixture.Handler = request => request.Path == TokenPath && count < failures.Length ? failures[count++] : null;

        Assert.Equal("token-1", await Client().TokenAsync());

        Assert.Equal(6, _fixture.To(TokenPath).Count());
        Assert.Equal([7, 2, 3, 4, 5], _clock.Delays.Select(static delay => Math.Floor(delay.TotalSeconds)));
    }

    [Fact]
    public async Task Retries_end_after_a_minute()
    {
        _fixture.Handler = static request => request.Path == TokenPath ? StubResponse.Text(503, "later") : null;

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Contains("returned 503: later.", error.Problem, StringComparison.Ordinal);
        Assert.InRange(_clock.Delays.Sum(static delay => delay.TotalSeconds), 40, 60);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Other_rejections_are_final(int status)
    {
        _fixture.Handler = request => request.Path == TokenPath ? StubResponse.Text(status, "no") : null;

        await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Single(_fixture.To(TokenPath));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _fixture.Handler = static request =>
            request.Path == TokenPath ? StubResponse.Text(302, "").With("Location", "/elsewhere") : null;

        await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Empty(_fixture.To("/elsewhere"));
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("[]")]
    [InlineData("""{"token":"x"}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"a b"}""")]
    public async Task A_response_without_a_token_is_an_error(string response)
    {
        _fixture.Handler = request => request.Path == TokenPath ? StubResponse.Json(response) : null;

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.StartsWith("oauth-m2m (from argument) did not get a token", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "Credential was not sent.")]
    [InlineData(403, "Token is expiring within 30 seconds. (token expired)")]
    public async Task A_rejected_token_is_replaced_once_and_the_request_is_repeated_once(int status, string message)
    {
        _fixture.Handler = request =>
            request.Path == "/api/2.2/jobs/get" ? StubResponse.Error(status, $"{status}", message) : null;
        using JobsClient client = Connect();

        var error = await Assert.ThrowsAnyAsync<JobsServiceException>(() => client.GetAsync(7));

        Assert.Equal(status, error.StatusCode);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], Authorizations());
        Assert.Equal(2, _fixture.To(TokenPath).Count());
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("\"3600\"")]
    public async Task The_lifetime_of_a_token_is_a_number_or_a_string_and_starts_at_the_request(string life)
    {
        _fixture.Handler = request =>
        {
            if (request.Path != TokenPath) return null;
            _clock.Advance(TimeSpan.FromSeconds(50));
            return StubResponse.Json($$"""{"access_token":"slow","expires_in":{{life}}}""");
        };
        DateTimeOffset requested = _clock.GetUtcNow();
        WorkspaceCredentials client = Client();

        await client.TokenAsync();

        Assert.Equal(requested.AddHours(1), client.TokenExpiresAt);
    }

    [Fact]
    public async Task An_address_that_has_never_responded_is_not_retried()
    {
        string host = ClosedHost();

        var error = await Assert.ThrowsAsync<CredentialsException>(
            () => _fixture
                .Resolve(new CredentialsRequest { Host = host, ClientId = "me", ClientSecret = "hidden" })
                .TokenAsync());

        Assert.Contains("refused the connection", error.Problem, StringComparison.Ordinal);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task An_address_that_has_responded_before_is_retried_for_a_minute()
    {
        const string Host = RefusingHandler.Host;
        using var handler = new RefusingHandler(
            responses: 3,
            $$"""{"token_endpoint":"{{Host}}/token","access_token":"t","expires_in":3600}""");
        var options = new JobsClientOptions
        {
            HttpMessageHandler = handler,
            TimeProvider = _clock,
            Environment = _fixture.Environment,
        };
        WorkspaceCredentials client = options.ResolveCredentials(
            new CredentialsRequest { Host = Host, ClientId = "me", ClientSecret = "hidden" });
        await client.TokenAsync();

        var error = await Assert.ThrowsAsync<CredentialsException>(async () => await client.RefreshAsync(default));

        Assert.True(error.IsTransient);
        Assert.InRange(_clock.Delays.Sum(static delay => delay.TotalSeconds), 40, 60);
    }

    [Fact]
    public async Task A_refused_connection_to_this_machine_is_an_error_immediately()
    {
        WorkspaceCredentials client = Client();
        await client.TokenAsync();
        _fixture.Server.Dispose();

        await Assert.ThrowsAsync<CredentialsException>(async () => await client.RefreshAsync(default));

        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task The_user_agent_names_the_method()
    {
        await Client().TokenAsync();

        Assert.All(
            _fixture.Server.Requests,
            static request => Assert.Matches("^Databricks.Jobs/.* auth/oauth-m2m$", request.Headers["User-Agent"]));
    }

    [Fact]
    public async Task A_wait_survives_a_token_that_expires_while_the_token_endpoint_is_down()
    {
        int down = 0;
        _fixture.Handler = request => request.Path switch
        {
            TokenPath => Interlocked.CompareExchange(ref down, 0, 0) is > 0 and < 40
                && Interlocked.Increment(ref down) < 40
                ? StubResponse.Text(503, "later")
                : null,
            "/api/2.2/jobs/runs/get" => Standing(request),
            _ => null,
        };
        using JobsClient client = Connect();

        Run run = await client.WaitForRunAsync(9);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.InRange(_clock.Delays.Sum(static delay => delay.TotalSeconds), 120, 600);

        StubResponse Standing(ReceivedRequest request)
        {
            if (request.Headers["Authorization"] != "Bearer token-1")
            {
                return StubResponse.Json(
                    """{"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}""");
            }

            Interlocked.CompareExchange(ref down, 1, 0);
            return StubResponse.Error(401, "401", "No.");
        }
    }

    [Fact]
    public async Task A_wait_fails_if_the_client_never_had_a_token_or_its_secret_is_rejected()
    {
        _fixture.Handler = static request => request.Path == TokenPath ? StubResponse.Text(503, "later") : null;
        using JobsClient client = Connect();
        await Assert.ThrowsAsync<CredentialsException>(() => client.WaitForRunAsync(9));
        Assert.InRange(_clock.Delays.Sum(static delay => delay.TotalSeconds), 40, 60);

        bool isRevoked = false;
        _fixture.Handler = request =>
        {
            if (request.Path == TokenPath)
                return isRevoked ? StubResponse.Json("""{"error":"invalid_client"}""", 401) : null;
            if (request.Path != "/api/2.2/jobs/runs/get") return null;
            isRevoked = true;
            return StubResponse.Error(401, "401", "No.");
        };
        _clock.Delays.Clear();
        using JobsClient revoked = Connect();
        var error = await Assert.ThrowsAsync<CredentialsException>(() => revoked.WaitForRunAsync(9));

        Assert.Contains("invalid_client", error.Problem, StringComparison.Ordinal);
        Assert.Empty(_clock.Delays);
    }

    [Fact]
    public async Task A_token_that_does_not_change_is_rejected_once_with_advice()
    {
        _fixture.Handler = static request =>
            request.Path == "/api/2.2/jobs/get"
                ? StubResponse.Json("""{"error_code":403,"message":"Invalid access token."}""", 403)
                : null;
        using JobsClient client = _fixture.Connect(new CredentialsRequest { Token = "dapi4711" });

        var error = await Assert.ThrowsAsync<UnauthenticatedException>(() => client.GetAsync(7));

        Assert.Equal(["Bearer dapi4711"], Authorizations());
        Assert.Contains("token", error.RecommendedAction, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("dapi4711", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_403_does_not_cost_the_token()
    {
        _fixture.Handler = static request =>
            request.Path == "/api/2.2/jobs/get" ? StubResponse.Error(403, "PERMISSION_DENIED", "Not yours.") : null;
        using JobsClient client = Connect();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => client.GetAsync(7));

        Assert.Single(_fixture.To(TokenPath));
    }

    [Fact]
    public async Task Requests_that_are_rejected_together_share_one_new_token()
    {
        const int Count = 8;
        var all = new TaskCompletionSource();
        int arrived = 0;
        _fixture.Handler = request =>
        {
            if (request.Path != "/api/2.2/jobs/get") return null;
            if (request.Headers["Authorization"] != "Bearer token-1") return null;
            if (Interlocked.Increment(ref arrived) == Count) all.SetResult();
            return StubResponse.Error(401, "401", "No.") with { After = all.Task };
        };
        using JobsClient client = Connect();

        await Task.WhenAll(Enumerable.Range(0, Count).Select(id => client.GetAsync(id)));

        Assert.Equal(2, _fixture.To(TokenPath).Count());
        Assert.Equal(Count, Authorizations().Count(static header => header == "Bearer token-2"));
    }

    [Fact]
    public async Task The_local_workspace_lets_a_token_expire_and_issues_the_next()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var workspace = LocalWorkspaceServer.Start(new LocalWorkspaceOptions
        {
            Clients = new Dictionary<string, string> { ["me"] = "hidden" },
            TimeProvider = time,
        });
        using JobsClient client = _fixture.Connect(new CredentialsRequest
        {
            Host = workspace.Address.AbsoluteUri,
            ClientId = "me",
            ClientSecret = "hidden",
        });
        await client.GetCurrentUserNameAsync();

        // Only the server's clock: the client's own would make it request the next token earlier.
        time.Advance(TimeSpan.FromMinutes(59.9));
        await client.GetCurrentUserNameAsync();

        Assert.Equal(
            [200, 403, 200],
            workspace.Requests.Where(static request => request.Path.EndsWith("/Me", StringComparison.Ordinal))
                .Select(static request => request.Status));
        Assert.Equal(2, workspace.Requests.Count(static request => request.Path == TokenPath));
    }

    private static string ClosedHost()
    {
        using var server = new TestServer();
        return server.Host;
    }

    private static CredentialsRequest Request() => new() { ClientId = "me", ClientSecret = "hidden" };

    private WorkspaceCredentials Client() => _fixture.Resolve(Request());

    private JobsClient Connect() => _fixture.Connect(Request());

    private IEnumerable<string> Authorizations() =>
        _fixture.To("/api/2.2/jobs/get").Select(static request => request.Headers["Authorization"]);
}
