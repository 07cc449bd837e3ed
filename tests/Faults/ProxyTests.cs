using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>A proxy between the client and the workspace.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Password = "pr0xy-w0rd";

    private readonly TestServer _proxy = new();

    public void Dispose() => _proxy.Dispose();

    [Theory]
    [InlineData("http://localhost:9")]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://127.0.0.2:9")]
    [InlineData("http://127.255.255.254:9")]
    [InlineData("http://[::1]:9")]
    [InlineData("http://[::ffff:127.0.0.1]:9")]
    [InlineData("http://[::ffff:127.0.0.2]:9")]
    [InlineData("https://127.0.0.3:9")]
    public async Task Requests_to_this_machine_never_use_it(string host)
    {
        using ClientFixture fixture = Through(host);

        foreach (Operation operation in Enum.GetValues<Operation>())
            await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.SendAsync(operation));

        Assert.Empty(_proxy.Requests);
    }

    [Theory]
    [InlineData("http://[::ffff:10.0.0.1]:9")]
    [InlineData("http://128.0.0.1:9")]
    public void Another_machine_is_not_this_machine(string host) =>
        Assert.Throws<CredentialsException>(() => new ClientFixture(host: host));

    [Fact]
    public async Task A_response_407_names_it()
    {
        using ClientFixture fixture = new();
        fixture.Server.Then(StubResponse.Text(407, "<html><title>Log in</title></html>", "text/html"));

        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => fixture.Client.SendAsync(Operation.Create));

        Assert.Contains("proxy", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(fixture.Server.Requests);
    }

    [Theory]
    [InlineData(407, 1)]
    [InlineData(403, 1)]
    [InlineData(502, 35)]
    [InlineData(503, 35)]
    public async Task One_that_rejects_a_tunnel_is_named_without_its_password(int status, int attempts)
    {
        using ClientFixture fixture = Through($"https://tunnel-{status}.proxied.example");
        _proxy.Handler = _ => StubResponse.Text(status, "");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(
            () => fixture.Client.SendAsync(Operation.Create));

        Assert.Contains($"rejected the request with status {status}", error.Problem, StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY", error.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, string.Join('\n', fixture.Traces), StringComparison.Ordinal);
        Assert.False(error.MayHaveBeenReceived);
        Assert.Equal(attempts, error.Attempts);
        Assert.All(_proxy.Requests, static request => Assert.Equal("CONNECT", request.Method));
    }

    [Fact]
    public async Task One_that_does_not_exist_ends_in_time()
    {
        RoutedProxy.Route("absent.proxied.example", "http://127.0.0.1:1");
        using var fixture = new ClientFixture(host: "https://absent.proxied.example");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(
            () => fixture.Client.SendAsync(Operation.Create));

        Assert.False(error.MayHaveBeenReceived);
        Assert.Contains("proxy", error.RecommendedAction, StringComparison.Ordinal);
        Assert.True(fixture.Delays.Sum() <= 300);
    }

    private ClientFixture Through(string host)
    {
        RoutedProxy.Route(new Uri(host).Host, $"http://user:{Password}@127.0.0.1:{_proxy.Port}");
        return new ClientFixture(host: host);
    }
}
