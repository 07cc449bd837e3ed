using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>Token calls that fail at first, and tokens that the service no longer takes.</summary>
public sealed class TokenCallTests : IDisposable
{
    private const string TokenPath = "/oidc/v1/token";

    private readonly SkippingClock _clock = new();
    private readonly MethodBed _bed;

    public TokenCallTests() => _bed = new MethodBed { Clock = _clock };

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_token_is_asked_for_again_where_that_helps()
    {
        Reply[] failures =
        [
            Reply.Text(429, "slow").With("Retry-After", "7"),
            Reply.Text(502, "bad"),
            Reply.Text(503, "later"),
            Reply.Text(504, "late"),
            Reply.Broken(),
        ];
        int count = 0;
        _bed.Handler = request => request.Path == TokenPath && count < failures.Length ? failures[count++] : null;

        Assert.Equal("token-1", await Client().TokenAsync());

        Assert.Equal(6, _bed.To(TokenPath).Count());
        Assert.Equal([7, 2, 3, 4, 5], _clock.Pauses.Select(static pause => Math.Floor(pause.TotalSeconds)));
    }

    [Fact]
    public async Task It_is_given_up_after_a_minute()
    {
        _bed.Handler = static request => request.Path == TokenPath ? Reply.Text(503, "later") : null;

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Contains("answered 503: later.", error.Problem, StringComparison.Ordinal);
        Assert.InRange(_clock.Pauses.Sum(static pause => pause.TotalSeconds), 40, 60);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Other_refusals_are_final(int status)
    {
        _bed.Handler = request => request.Path == TokenPath ? Reply.Text(status, "no") : null;

        await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Single(_bed.To(TokenPath));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _bed.Handler = static request =>
            request.Path == TokenPath ? Reply.Text(302, "").With("Location", "/elsewhere") : null;

        await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.Empty(_bed.To("/elsewhere"));
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("[]")]
    [InlineData("""{"token":"x"}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":"a b"}""")]
    public async Task An_answer_without_a_token_is_an_error(string answer)
    {
        _bed.Handler = request => request.Path == TokenPath ? Reply.Json(answer) : null;

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Client().TokenAsync());

        Assert.StartsWith("oauth-m2m (from argument) gave no token", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "Credential was not sent.")]
    [InlineData(403, "Token is expiring within 30 seconds. (token expired)")]
    public async Task A_token_that_is_refused_is_replaced_once_and_the_request_repeated_once(int status, string message)
    {
        _bed.Handler = request => request.Path == "/api/2.2/jobs/get" ? Reply.Error(status, $"{status}", message) : null;
        using JobsClient client = Connect();

        var error = await Assert.ThrowsAnyAsync<JobsServiceException>(() => client.GetAsync(7));

        Assert.Equal(status, error.StatusCode);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], Proofs());
        Assert.Equal(2, _bed.To(TokenPath).Count());
    }

    [Fact]
    public async Task Another_403_does_not_cost_the_token()
    {
        _bed.Handler = static request =>
            request.Path == "/api/2.2/jobs/get" ? Reply.Error(403, "PERMISSION_DENIED", "Not yours.") : null;
        using JobsClient client = Connect();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => client.GetAsync(7));

        Assert.Single(_bed.To(TokenPath));
    }

    [Fact]
    public async Task Many_requests_that_are_refused_together_share_one_new_token()
    {
        const int Count = 8;
        var all = new TaskCompletionSource();
        int arrived = 0;
        _bed.Handler = request =>
        {
            if (request.Path != "/api/2.2/jobs/get" || request.Headers["Authorization"] != "Bearer token-1") return null;
            if (Interlocked.Increment(ref arrived) == Count) all.SetResult();
            return Reply.Error(401, "401", "No.") with { After = all.Task };
        };
        using JobsClient client = Connect();

        await Task.WhenAll(Enumerable.Range(0, Count).Select(id => client.GetAsync(id)));

        Assert.Equal(2, _bed.To(TokenPath).Count());
        Assert.Equal(Count, Proofs().Count(static proof => proof == "Bearer token-2"));
    }

    [Fact]
    public async Task The_local_workspace_lets_a_token_expire_and_gives_out_the_next()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using LocalWorkspaceServer workspace = LocalWorkspaceServer.Start(new LocalWorkspaceOptions
        {
            Clients = new Dictionary<string, string> { ["me"] = "hidden" },
            TimeProvider = time,
        });
        using JobsClient client = _bed.Connect(new CredentialsRequest
        {
            Host = workspace.Address.AbsoluteUri,
            ClientId = "me",
            ClientSecret = "hidden",
        });
        await client.GetCurrentUserNameAsync();

        // Only the clock there: the client's own would have it ask for the next token before.
        time.Advance(TimeSpan.FromMinutes(59.9));
        await client.GetCurrentUserNameAsync();

        Assert.Equal(
            [200, 403, 200],
            workspace.Requests.Where(static request => request.Path.EndsWith("/Me", StringComparison.Ordinal))
                .Select(static request => request.Status));
        Assert.Equal(2, workspace.Requests.Count(static request => request.Path == TokenPath));
    }

    private static CredentialsRequest Request() => new() { ClientId = "me", ClientSecret = "hidden" };

    private WorkspaceCredentials Client() => _bed.Resolve(Request());

    private JobsClient Connect() => _bed.Connect(Request());

    private IEnumerable<string> Proofs() =>
        _bed.To("/api/2.2/jobs/get").Select(static request => request.Headers["Authorization"]);
}
