using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>Where a client secret is sent, and where it is not.</summary>
public sealed class TokenEndpointTests : IDisposable
{
    private const string Host = "https://workspace.example.com";
    private const string ConfigPath = "/.well-known/databricks-config";
    private const string MetadataPath = "/.well-known/oauth-authorization-server";

    private readonly FakeEnvironment _environment = new();
    private readonly Hosts _hosts = new();

    public void Dispose()
    {
        _environment.Dispose();
        _hosts.Dispose();
    }

    [Fact]
    public async Task A_unified_host_names_the_token_endpoint_of_the_account_and_routes_by_the_workspace_ID()
    {
        _environment.WithProfiles($"""
            [DEFAULT]
            host          = {Host}
            account_id    = account-1
            workspace_id  = 4711
            client_id     = me
            client_secret = hidden
            """);
        _hosts[Host + ConfigPath] = $$"""{"oidc_endpoint":"{{Host}}/oidc/accounts/{account_id}"}""";
        _hosts[$"{Host}/oidc/accounts/account-1{MetadataPath}"] =
            $$"""{"token_endpoint":"{{Host}}/oidc/accounts/account-1/v1/token"}""";

        await GetJobAsync();

        Assert.Equal(
            [
                $"GET {Host}{ConfigPath}",
                $"GET {Host}/oidc/accounts/account-1{MetadataPath}",
                $"POST {Host}/oidc/accounts/account-1/v1/token",
                $"GET {Host}/api/2.2/jobs/get?job_id=7 4711",
            ],
            _hosts.Requests);
    }

    [Theory]
    [InlineData("DATABRICKS_WORKSPACE_ID", "4712", Host + "/?o=4711", "4712")]
    [InlineData("DATABRICKS_ACCOUNT_ID", "a", Host + "/?o=4711#job/7", "4711")]
    [InlineData("DATABRICKS_ACCOUNT_ID", "a", Host + "/?w=7a99b43c-b46c&o=1", "7a99b43c-b46c")]
    public async Task The_workspace_ID_comes_from_the_environment_or_the_address(
        string variable,
        string value,
        string host,
        string expected)
    {
        _environment["DATABRICKS_HOST"] = host;
        _environment["DATABRICKS_TOKEN"] = "dapi1";
        _environment[variable] = value;

        await GetJobAsync();

        Assert.Equal([$"GET {Host}/api/2.2/jobs/get?job_id=7 {expected}"], _hosts.Requests);
    }

    // Unlike in the SDKs, which let a leftover variable override what the caller has just specified.
    [Fact]
    public async Task The_ID_in_an_explicit_address_overrides_the_environment()
    {
        _environment["DATABRICKS_WORKSPACE_ID"] = "1";

        await GetJobAsync(new CredentialsRequest { Host = Host + "/?o=4711", Token = "dapi1" });

        Assert.Equal([$"GET {Host}/api/2.2/jobs/get?job_id=7 4711"], _hosts.Requests);
    }

    [Fact]
    public async Task Another_host_of_the_client_does_not_get_the_workspace_ID()
    {
        var options = new JobsClientOptions
        {
            Host = "https://other.example.com",
            Credentials = WorkspaceCredentials.FromToken(Host + "/?o=4711", "dapi1"),
            HttpMessageHandler = _hosts,
        };
        using var client = new JobsClient(options);
        using var routed = new JobsClient(new JobsClientOptions
        {
            Host = "https://other.example.com/?o=12",
            Credentials = options.Credentials,
            HttpMessageHandler = _hosts,
        });

        await client.GetAsync(7);
        await routed.GetAsync(7);

        Assert.Equal((null, "12", "4711"), (client.WorkspaceId, routed.WorkspaceId, options.Credentials.WorkspaceId));
        Assert.Equal(
            [
                "GET https://other.example.com/api/2.2/jobs/get?job_id=7",
                "GET https://other.example.com/api/2.2/jobs/get?job_id=7 12",
            ],
            _hosts.Requests);
    }

    [Fact]
    public void A_workspace_ID_that_no_header_can_carry_is_an_error()
    {
        _environment["DATABRICKS_WORKSPACE_ID"] = "1\nX-Other: 2";

        var error = Assert.Throws<CredentialsException>(
            () => Resolve(new CredentialsRequest { Host = Host, Token = "dapi1" }));

        Assert.Contains(
            "workspace_id from environment variable DATABRICKS_WORKSPACE_ID",
            error.Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?o=12345", "12345", null)]
    [InlineData("/?workspace_id=12345", "12345", null)]
    [InlineData("/?a=abc", null, "abc")]
    [InlineData("/?account_id=abc", null, "abc")]
    [InlineData("/?o=12345&a=abc", "12345", "abc")]
    [InlineData("/?o=notanumber", null, null)]
    [InlineData("/?w=12345&o=99999", "12345", null)]
    [InlineData("/jobs?o=12345#job/1?w=2", "12345", null)]
    [InlineData("/?w=a%20b", "a b", null)]
    [InlineData("/?o=", null, null)]
    [InlineData("", null, null)]
    public void IDs_are_read_from_an_address(string address, string? workspace, string? account)
    {
        Assert.Equal(new WorkspaceIds(workspace, account), WorkspaceIds.Of("https://acme.databricks.net" + address));
        Assert.Equal(new WorkspaceIds(workspace, account), WorkspaceIds.Of("acme.databricks.net" + address));
    }

    [Fact]
    public async Task The_host_can_name_the_account_itself()
    {
        _hosts[Host + ConfigPath] =
            """{"oidc_endpoint":"https://accounts.example.com/oidc/accounts/{account_id}/","account_id":"account-1"}""";
        _hosts["https://accounts.example.com/oidc/accounts/account-1" + MetadataPath] =
            """{"token_endpoint":"https://accounts.example.com/oidc/accounts/account-1/v1/token"}""";

        await GetTokenAsync();

        Assert.Equal("POST https://accounts.example.com/oidc/accounts/account-1/v1/token", _hosts.Requests.Last());
    }

    [Fact]
    public async Task Without_an_account_ID_the_host_itself_is_tried_and_the_error_requests_the_ID()
    {
        _hosts[Host + ConfigPath] = $$"""{"oidc_endpoint":"{{Host}}/oidc/accounts/{account_id}"}""";

        var error = await Assert.ThrowsAsync<CredentialsException>(GetTokenAsync);

        Assert.Equal($"GET {Host}/oidc{MetadataPath}", _hosts.Requests.Last());
        Assert.Contains("DATABRICKS_ACCOUNT_ID", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "no")]
    [InlineData(401, """{"error":"x"}""")]
    [InlineData(302, "")]
    [InlineData(500, "")]
    [InlineData(200, "<html>log in</html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"oidc_endpoint":null}""")]
    public async Task A_host_without_the_configuration_is_asked_for_its_own_metadata(int status, string body)
    {
        _hosts.Respond(Host + ConfigPath, status, body);
        _hosts[$"{Host}/oidc{MetadataPath}"] = $$"""{"token_endpoint":"{{Host}}/oidc/v1/token"}""";

        Assert.Equal("token-1", await GetTokenAsync());
        Assert.Equal($"POST {Host}/oidc/v1/token", _hosts.Requests.Last());
    }

    [Theory]
    [InlineData("https://login.example.com/token", true)]
    [InlineData("https://workspace.example.com:8443/token", true)]
    [InlineData("http://workspace.example.com/token", false)]
    [InlineData("http://login.example.com/token", false)]
    [InlineData("http://127.0.0.1:1/token", false)]
    [InlineData("https://localhost/token", false)]
    [InlineData("http://169.254.169.254/token", false)]
    [InlineData("https://169.254.169.254/token", false)]
    [InlineData("https://2852039166/token", false)]
    [InlineData("https://[::ffff:169.254.169.254]/token", false)]
    [InlineData("https://[fe80::1]/token", false)]
    [InlineData("ftp://workspace.example.com/token", false)]
    public async Task A_secret_is_sent_only_to_a_server_on_the_network_and_over_TLS(string endpoint, bool isAccepted)
    {
        _hosts[$"{Host}/oidc{MetadataPath}"] = $$"""{"token_endpoint":"{{endpoint}}"}""";

        await CheckAsync(isAccepted);
    }

    [Theory]
    [InlineData("https://accounts.example.com/oidc", "https://accounts.example.com/token", true)]
    [InlineData("https://accounts.example.com/oidc", Host + "/token", true)]
    [InlineData("https://accounts.example.com/oidc", "https://other.example.com/token", false)]
    [InlineData("http://accounts.example.com/oidc", "https://accounts.example.com/token", false)]
    [InlineData("http://169.254.169.254/oidc", Host + "/token", false)]
    [InlineData("not an address", Host + "/token", false)]
    public async Task A_secret_is_sent_only_to_a_server_that_the_workspace_names(
        string root,
        string endpoint,
        bool isAccepted)
    {
        _hosts[Host + ConfigPath] = $$"""{"oidc_endpoint":"{{root}}"}""";
        _hosts[root + MetadataPath] = $$"""{"token_endpoint":"{{endpoint}}"}""";

        await CheckAsync(isAccepted);
    }

    [Fact]
    public async Task A_host_without_TLS_cannot_name_another_server()
    {
        const string Local = "http://127.0.0.1:4711";
        _hosts[$"{Local}/oidc{MetadataPath}"] = """{"token_endpoint":"https://login.example.com/token"}""";

        var error = await Assert.ThrowsAsync<CredentialsException>(() => GetTokenAsync(Local));

        Assert.Contains("TLS", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(_hosts.Requests, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"token_federation_default_oidc_audiences":["aud-1","aud-2"],"account_id":"a"}""", null, "aud-1")]
    [InlineData("""{"account_id":"account-1"}""", null, "account-1")]
    [InlineData("""{"account_id":"account-1","workspace_id":"1"}""", null, Host + "/token")]
    [InlineData("""{"token_federation_default_oidc_audiences":["aud-1"]}""", "mine", "mine")]
    [InlineData("""{"token_federation_default_oidc_audiences":[]}""", null, Host + "/token")]
    public async Task The_host_names_the_audience_of_identity_tokens(string config, string? audience, string expected)
    {
        _hosts[Host + ConfigPath] = $$"""{"oidc_endpoint":"{{Host}}/oidc",{{config[1..]}}""";
        _hosts[$"{Host}/oidc{MetadataPath}"] = $$"""{"token_endpoint":"{{Host}}/token"}""";
        _hosts["https://github.example.com/id?audience=" + Uri.EscapeDataString(expected)] = """{"value":"jwt"}""";
        _environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://github.example.com/id";
        _environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "hidden";

        var request = new CredentialsRequest { Host = Host, ClientId = "me", TokenAudience = audience };

        Assert.Equal("token-1", await Resolve(request).TokenAsync());
    }

    private async Task CheckAsync(bool isAccepted)
    {
        if (isAccepted)
        {
            Assert.Equal("token-1", await GetTokenAsync());
            return;
        }

        await Assert.ThrowsAsync<CredentialsException>(GetTokenAsync);
        Assert.DoesNotContain(_hosts.Requests, static request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    private Task<string> GetTokenAsync() => GetTokenAsync(Host);

    private Task<string> GetTokenAsync(string host) =>
        Resolve(new CredentialsRequest { Host = host, ClientId = "me", ClientSecret = "hidden" }).TokenAsync();

    private WorkspaceCredentials Resolve(CredentialsRequest request) => Options().ResolveCredentials(request);

    private async Task GetJobAsync(CredentialsRequest? request = null)
    {
        using var client = JobsClient.Connect(request, Options());
        await client.GetAsync(7);
    }

    private JobsClientOptions Options() => new() { Environment = _environment, HttpMessageHandler = _hosts };

    /// <summary>Responds in the place of servers, without a network: by default 404, a token to each POST.</summary>
    private sealed class Hosts : HttpMessageHandler
    {
        private readonly Dictionary<string, (int Status, string Body)> _responses = [];

        /// <summary>Method and address of each request, and the workspace ID that it names.</summary>
        public ConcurrentQueue<string> Requests { get; } = new();

        public string this[string address]
        {
            set => Respond(address, 200, value);
        }

        public void Respond(string address, int status, string body) => _responses[address] = (status, body);

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            string address = request.RequestUri!.AbsoluteUri;
            request.Headers.TryGetValues("X-Databricks-Workspace-Id", out IEnumerable<string>? ids);
            string workspace = ids is null ? "" : " " + string.Join(",", ids);
            Requests.Enqueue($"{request.Method} {address}{workspace}");
            (int status, string body) = _responses.TryGetValue(address, out (int Status, string Body) known) ? known
                : request.Method == HttpMethod.Post ? (200, """{"access_token":"token-1","expires_in":3600}""")
                : request.RequestUri.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) ? (200, "{}")
                : (404, "{}");
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                RequestMessage = request,
            });
        }
    }
}
