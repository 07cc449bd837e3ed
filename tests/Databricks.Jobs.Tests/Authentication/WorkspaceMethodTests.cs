using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>The methods with tokens of the workspace itself: the requests they send.</summary>
public sealed class WorkspaceMethodTests : IDisposable
{
    private const string Exchange = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange";
    private const string Jwt = "subject_token_type=urn:ietf:params:oauth:token-type:jwt";

    private readonly AuthenticationFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Basic_sends_name_and_password()
    {
        WorkspaceCredentials found = _fixture.Resolve(new CredentialsRequest { Username = "ada", Password = "pä:ss" });

        Assert.Equal(("basic", "argument"), (found.Method, found.Source));
        string headers = (await found.HeadersAsync())["Authorization"];
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:pä:ss")), headers);
        Assert.Null(found.TokenExpiresAt);
    }

    [Fact]
    public async Task A_service_principal_gets_a_token_from_the_discovered_endpoint()
    {
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";
        _fixture.Environment["DATABRICKS_CLIENT_SECRET"] = "hidden";

        WorkspaceCredentials found = _fixture.Resolve();

        Assert.Equal("oauth-m2m", found.Method);
        Assert.Equal(
            "environment variable DATABRICKS_CLIENT_ID and environment variable DATABRICKS_CLIENT_SECRET",
            found.Source);
        Assert.Equal("token-1", await found.TokenAsync());
        ReceivedRequest requested = Assert.Single(_fixture.To("/oidc/v1/token"));
        Assert.Equal(["grant_type=client_credentials", "scope=all-apis"], requested.Form());
        Assert.Equal("Basic " + Convert.ToBase64String("me:hidden"u8), requested.Headers["Authorization"]);
        Assert.Equal("application/x-www-form-urlencoded", requested.Headers["Content-Type"]);
        Assert.Equal(_fixture.Clock.GetUtcNow().AddHours(1), found.TokenExpiresAt);
        Assert.Contains(
            _fixture.Traces,
            static trace => trace.ToString().Contains("/oidc/v1/token -> 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_principal_can_sign_in_to_the_local_workspace()
    {
        using LocalWorkspaceServer workspace = LocalWorkspaceServer.Start(new LocalWorkspaceOptions
        {
            Clients = new Dictionary<string, string> { ["me"] = "hidden" },
        });
        var request = new CredentialsRequest
        {
            Host = workspace.Address.AbsoluteUri,
            ClientId = "me",
            ClientSecret = "hidden",
        };
        using JobsClient client = _fixture.Connect(request);
        request.ClientSecret = "wrong";
        using JobsClient stranger = _fixture.Connect(request);

        Assert.Equal(workspace.UserName, await client.GetCurrentUserNameAsync());
        var error = await Assert.ThrowsAsync<CredentialsException>(() => stranger.GetCurrentUserNameAsync());
        Assert.Contains("oauth-m2m (from argument) did not get a token", error.Message, StringComparison.Ordinal);
        Assert.Contains("401: invalid_client The client is not known.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Check the client ID and its secret", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_token_is_exchanged_by_the_local_workspace()
    {
        using LocalWorkspaceServer workspace =
            LocalWorkspaceServer.Start(new LocalWorkspaceOptions { SubjectTokens = ["jwt-1"] });
        _fixture.Environment["MY_TOKEN"] = "jwt-1";
        using JobsClient client = _fixture.Connect(new CredentialsRequest
        {
            Host = workspace.Address.AbsoluteUri,
            OidcTokenVariable = "MY_TOKEN",
        });

        Assert.Equal(workspace.UserName, await client.GetCurrentUserNameAsync());
        Assert.Equal("env-oidc", client.Credentials.Method);
    }

    [Fact]
    public async Task An_identity_token_in_a_variable_is_read_again_for_each_token()
    {
        _fixture.Environment["DATABRICKS_OIDC_TOKEN"] = "jwt-1";
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";

        WorkspaceCredentials found = _fixture.Resolve();
        await found.TokenAsync();
        _fixture.Environment["DATABRICKS_OIDC_TOKEN"] = "jwt-2";
        await found.RefreshAsync(default);

        Assert.Equal(("env-oidc", "environment variable DATABRICKS_OIDC_TOKEN"), (found.Method, found.Source));
        ReceivedRequest[] requested = [.. _fixture.To("/oidc/v1/token")];
        Assert.Equal([Exchange, "subject_token=jwt-1", Jwt, "scope=all-apis", "client_id=me"], requested[0].Form());
        Assert.Contains("subject_token=jwt-2", requested[1].Form());
        Assert.False(requested[0].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task An_identity_token_in_a_file_is_exchanged()
    {
        string file = Path.Combine(_fixture.Environment.HomeFolder, "jwt");
        await File.WriteAllTextAsync(file, "jwt-1\n");
        _fixture.Environment["DATABRICKS_OIDC_TOKEN_FILEPATH"] = "~/jwt";

        WorkspaceCredentials found = _fixture.Resolve();

        Assert.Equal("file-oidc", found.Method);
        Assert.Equal("token-1", await found.TokenAsync());
        Assert.Contains("subject_token=jwt-1", Assert.Single(_fixture.To("/oidc/v1/token")).Form());
        await File.WriteAllTextAsync(file, "");
        var empty = await Assert.ThrowsAsync<CredentialsException>(async () => await found.RefreshAsync(default));
        Assert.Contains("does not contain a token", empty.Problem, StringComparison.Ordinal);
        File.Delete(file);
        var error = await Assert.ThrowsAsync<CredentialsException>(async () => await found.RefreshAsync(default));
        Assert.Contains("cannot be read", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("my-audience")]
    public async Task A_GitHub_workflow_requests_an_identity_token_for_the_audience(string? audience)
    {
        UseGitHub();
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";

        WorkspaceCredentials found = _fixture.Resolve(new CredentialsRequest { TokenAudience = audience });

        Assert.Equal(("github-oidc", "GitHub Actions"), (found.Method, found.Source));
        Assert.Equal("token-1", await found.TokenAsync());
        ReceivedRequest requested = Assert.Single(_fixture.To("/github"));
        Assert.Equal("Bearer github-secret", requested.Headers["Authorization"]);
        Assert.Equal(audience ?? $"{_fixture.Server.Host}/oidc/v1/token", requested.Query("audience"));
        Assert.Equal("1", requested.Query("v"));
        Assert.Contains("subject_token=jwt-github", Assert.Single(_fixture.To("/oidc/v1/token")).Form());
    }

    [Fact]
    public async Task An_Azure_DevOps_pipeline_requests_an_identity_token_of_its_job()
    {
        _fixture.Environment["SYSTEM_ACCESSTOKEN"] = "devops-secret";
        _fixture.Environment["SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"] = _fixture.Server.Host + "/org/";
        _fixture.Environment["SYSTEM_TEAMPROJECTID"] = "project";
        _fixture.Environment["SYSTEM_HOSTTYPE"] = "build";
        _fixture.Environment["SYSTEM_PLANID"] = "plan";
        _fixture.Environment["SYSTEM_JOBID"] = "job";
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";
        const string Address = "/org/project/_apis/distributedtask/hubs/build/plans/plan/jobs/job/oidctoken";
        _fixture.Handler =
            request => request.Path == Address ? StubResponse.Json("""{"oidcToken":"jwt-devops"}""") : null;

        WorkspaceCredentials found = _fixture.Resolve();

        Assert.Equal(("azure-devops-oidc", "Azure DevOps"), (found.Method, found.Source));
        Assert.Equal("token-1", await found.TokenAsync());
        ReceivedRequest requested = Assert.Single(_fixture.To(Address));
        Assert.Equal(
            ("POST", "7.2-preview.1", 0),
            (requested.Method, requested.Query("api-version"), requested.Body.Length));
        Assert.Equal("Bearer devops-secret", requested.Headers["Authorization"]);
        Assert.Contains("subject_token=jwt-devops", Assert.Single(_fixture.To("/oidc/v1/token")).Form());
    }

    [Fact]
    public async Task The_metadata_service_receives_the_workspace()
    {
        _fixture.Environment["DATABRICKS_METADATA_SERVICE_URL"] = _fixture.Server.Host + "/local/token";
        long end = _fixture.Clock.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds();
        _fixture.Handler = request => request.Path == "/local/token"
            ? StubResponse.Json($$"""{"access_token":"local-1","token_type":"Bearer","expires_on":{{end}}}""")
            : null;

        WorkspaceCredentials found = _fixture.Resolve();

        Assert.Equal(
            ("metadata-service", "environment variable DATABRICKS_METADATA_SERVICE_URL"),
            (found.Method, found.Source));
        Assert.Equal("local-1", await found.TokenAsync());
        ReceivedRequest requested = Assert.Single(_fixture.Server.Requests);
        Assert.Equal("1", requested.Headers["X-Databricks-Metadata-Version"]);
        Assert.Equal(_fixture.Server.Host, requested.Headers["X-Databricks-Host"]);
        Assert.Equal(_fixture.Clock.GetUtcNow().AddMinutes(30), found.TokenExpiresAt);
    }

    [Fact]
    public async Task The_path_of_the_metadata_service_is_never_shown()
    {
        _fixture.Environment["DATABRICKS_METADATA_SERVICE_URL"] =
            $"http://user:pass-4711@127.0.0.1:{_fixture.Server.Port}/path-4711?q-4711";
        _fixture.Handler = static request => request.Path == "/path-4711" ? StubResponse.Text(403, "no") : null;

        WorkspaceCredentials found = _fixture.Resolve();
        var error = await Assert.ThrowsAsync<CredentialsException>(() => found.TokenAsync());

        string seen = error + found.ToString() + string.Join("", _fixture.Traces);
        Assert.Contains($"GET {_fixture.Server.Host}/*** -> 403", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_metadata_service_is_reported_immediately()
    {
        string address;
        using (var server = new TestServer()) address = server.Host;

        var error = await Assert.ThrowsAsync<CredentialsException>(
            () => _fixture.Resolve(new CredentialsRequest { MetadataServiceUrl = address + "/token" }).TokenAsync());

        Assert.Contains($"{new Uri(address).Authority} refused the connection", error.Problem, StringComparison.Ordinal);
        Assert.Contains("the metadata service runs", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void For_an_Azure_DevOps_pipeline_without_its_token_the_error_says_how_to_map_it()
    {
        _fixture.Environment["SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"] = _fixture.Server.Host + "/org/";
        _fixture.Environment["SYSTEM_TEAMPROJECTID"] = "project";
        _fixture.Environment["SYSTEM_HOSTTYPE"] = "build";
        _fixture.Environment["SYSTEM_PLANID"] = "plan";
        _fixture.Environment["SYSTEM_JOBID"] = "job";
        // A pipeline leaves a reference to an unknown variable as it is.
        _fixture.Environment["SYSTEM_ACCESSTOKEN"] = "$(Sytem.AccessToken)";
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";

        CredentialsException error = _fixture.Fail();
        Assert.Contains("azure-devops-oidc needs SYSTEM_ACCESSTOKEN", error.Problem, StringComparison.Ordinal);
        Assert.Contains("SYSTEM_ACCESSTOKEN: $(System.AccessToken)", error.RecommendedAction, StringComparison.Ordinal);

        _fixture.Environment["SYSTEM_ACCESSTOKEN"] = "x";
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "";
        Assert.Contains("azure-devops-oidc needs client_id", _fixture.Fail().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void For_a_GitHub_workflow_without_the_permission_the_error_says_so()
    {
        _fixture.Environment["GITHUB_ACTIONS"] = "true";
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "me";
        CredentialsException error = _fixture.Fail();
        Assert.Contains("github-oidc needs ACTIONS_ID_TOKEN_REQUEST_URL", error.Problem, StringComparison.Ordinal);
        Assert.Contains("id-token: write", error.RecommendedAction, StringComparison.Ordinal);

        UseGitHub();
        _fixture.Environment["DATABRICKS_CLIENT_ID"] = "";
        Assert.Contains("github-oidc needs client_id", _fixture.Fail().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_methods_have_their_order() => Assert.Equal(
        [
            "pat", "basic", "oauth-m2m", "databricks-cli", "metadata-service", "github-oidc", "azure-devops-oidc",
            "env-oidc", "file-oidc", "github-oidc-azure", "azure-msi", "azure-client-secret", "azure-cli",
        ],
        CredentialsMethod.All.Select(static method => method.Name));

    [Fact]
    public void The_metadata_service_must_be_on_this_machine() => Assert.Contains(
        "not an address on this machine",
        _fixture.Fail(new CredentialsRequest { MetadataServiceUrl = "http://elsewhere.example.com/token" }).Problem,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("github-oidc", "ACTIONS_ID_TOKEN_REQUEST_URL", "id-token: write")]
    [InlineData("azure-devops-oidc", "SYSTEM_ACCESSTOKEN", "System.AccessToken")]
    [InlineData("env-oidc", "DATABRICKS_OIDC_TOKEN", "Put an identity token")]
    [InlineData("file-oidc", "oidc_token_filepath", "Specify it")]
    [InlineData("basic", "username, password", "Specify it")]
    [InlineData("oauth-m2m", "client_id, client_secret", "Specify it")]
    [InlineData("metadata-service", "metadata_service_url", "Specify it")]
    [InlineData("databricks-cli", "not on the PATH", "Install the current Databricks CLI")]
    [InlineData("azure-cli", "not on the PATH", "az login")]
    [InlineData("azure-msi", "azure_use_msi", "Specify it")]
    [InlineData("azure-client-secret", "azure_client_id, azure_client_secret", "Specify it")]
    [InlineData("github-oidc-azure", "azure_client_id", "Specify it")]
    public void A_selected_method_says_what_is_missing(string method, string what, string action)
    {
        CredentialsException error = _fixture.Fail(new CredentialsRequest { AuthType = method });

        Assert.Contains(
            $"The method {method} (auth_type from argument) cannot be used",
            error.Problem,
            StringComparison.Ordinal);
        Assert.Contains(what, error.Problem, StringComparison.Ordinal);
        Assert.Contains(action, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_not_sent_over_plain_http_to_another_machine()
    {
        _fixture.Handler = request => request.Path.StartsWith("/oidc/.well", StringComparison.Ordinal)
            ? StubResponse.Json("""{"token_endpoint":"http://elsewhere.example.com/token"}""")
            : null;
        WorkspaceCredentials found =
            _fixture.Resolve(new CredentialsRequest { ClientId = "me", ClientSecret = "hidden" });

        var error = await Assert.ThrowsAsync<CredentialsException>(() => found.TokenAsync());

        Assert.Contains("plain http", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_error_and_no_trace_shows_what_was_sent()
    {
        _fixture.Handler = static request => request.Path == "/oidc/v1/token"
            ? StubResponse.Json(
                $$"""
                {
                  "error":"invalid",
                  "error_description":"got {{request.Text}} {{request.Headers["Authorization"]}} hidden-secret"
                }
                """,
                400)
            : null;
        WorkspaceCredentials found =
            _fixture.Resolve(new CredentialsRequest { ClientId = "me", ClientSecret = "hidden-secret" });

        var error = await Assert.ThrowsAsync<CredentialsException>(() => found.TokenAsync());

        string seen = error + found.ToString() + string.Join("", _fixture.Traces);
        Assert.Contains("returned 400: invalid", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-secret", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("me:hidden-secret"u8), seen, StringComparison.Ordinal);
    }

    private void UseGitHub()
    {
        _fixture.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = _fixture.Server.Host + "/github?v=1";
        _fixture.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "github-secret";
        _fixture.Handler =
            static request => request.Path == "/github" ? StubResponse.Json("""{"value":"jwt-github"}""") : null;
    }
}
