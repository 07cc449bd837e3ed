using System.Globalization;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>The Azure methods: the requests they send, and to which cloud.</summary>
public sealed class AzureMethodTests : IDisposable
{
    private const string Application = AuthenticationFixture.Application;

    private const string LoginPath = "/login/tenant-1/oauth2/token";
    private const string Management = "https://management.core.windows.net/";
    private const string ResourceHeader = "X-Databricks-Azure-Workspace-Resource-Id";
    private const string ManagementHeader = "X-Databricks-Azure-SP-Management-Token";

    private readonly AuthenticationFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_service_principal_logs_in_to_its_tenant()
    {
        WorkspaceCredentials found = _fixture.Resolve(Secret("tenant-1"));

        Assert.Equal(("azure-client-secret", "argument"), (found.Method, found.Source));
        Dictionary<string, string> headers = await found.HeadersAsync();
        Assert.Equal(["Authorization"], headers.Keys);
        ReceivedRequest requested = Assert.Single(_fixture.Server.Requests);
        Assert.Equal(LoginPath, requested.Path);
        Assert.Equal(
            ["grant_type=client_credentials", $"resource={Application}", "client_id=me", "client_secret=hidden"],
            requested.Form());
    }

    [Fact]
    public async Task The_tenant_is_looked_up_at_the_workspace()
    {
        WorkspaceCredentials found = _fixture.Resolve(Secret(tenant: null));

        Assert.Equal("token-1", await found.TokenAsync());
        Assert.Equal(["/aad/auth", LoginPath], _fixture.Server.Requests.Select(static request => request.Path));
    }

    [Fact]
    public async Task With_a_resource_ID_a_management_token_is_sent()
    {
        CredentialsRequest request = Secret("tenant-1");
        request.AzureResourceId = AuthenticationFixture.Resource;

        Dictionary<string, string> headers = await _fixture.Resolve(request).HeadersAsync();

        Assert.Equal(AuthenticationFixture.Resource, headers[ResourceHeader]);
        Assert.Equal(("Bearer token-1", "token-2"), (headers["Authorization"], headers[ManagementHeader]));
        Assert.Equal(
            [$"resource={Application}", $"resource={Management}"],
            _fixture.To(LoginPath).Select(static requested => requested.Form()[1]));
    }

    [Theory]
    [InlineData(0, "https://management.core.windows.net/")]
    [InlineData(1, "https://management.core.usgovcloudapi.net/")]
    [InlineData(2, "https://management.core.chinacloudapi.cn/")]
    public async Task Each_cloud_has_its_own_management(int cloud, string management)
    {
        _fixture.PlayedCloud = AzureCloud.All[cloud];
        CredentialsRequest request = Secret("tenant-1");
        request.AzureResourceId = AuthenticationFixture.Resource;

        await _fixture.Resolve(request).HeadersAsync();

        Assert.Equal(
            [$"resource={Application}", $"resource={management}"],
            _fixture.To(LoginPath).Select(static requested => requested.Form()[1]));
    }

    [Fact]
    public async Task Requests_that_are_rejected_together_share_one_new_token_of_each_kind()
    {
        const int Count = 6;
        var all = new TaskCompletionSource();
        int arrived = 0;
        CredentialsRequest settings = Secret("tenant-1");
        settings.AzureResourceId = AuthenticationFixture.Resource;
        using JobsClient client = _fixture.Connect(settings);
        await client.GetAsync(1);
        _fixture.Handler = request =>
        {
            if (request.Path != "/api/2.2/jobs/get") return null;
            if (request.Headers["Authorization"] != "Bearer token-1") return null;
            if (Interlocked.Increment(ref arrived) == Count) all.SetResult();
            return StubResponse.Error(401, "401", "No.") with { After = all.Task };
        };

        await Task.WhenAll(Enumerable.Range(0, Count).Select(id => client.GetAsync(id)));

        Assert.Equal(4, _fixture.To(LoginPath).Count());
        Assert.Equal(1 + (2 * Count), _fixture.To("/api/2.2/jobs/get").Count());
    }

    [Fact]
    public async Task A_caller_that_finds_one_of_two_tokens_refreshed_waits_for_the_other()
    {
        CredentialsRequest settings = Secret("tenant-1");
        settings.AzureResourceId = AuthenticationFixture.Resource;
        WorkspaceCredentials found = _fixture.Resolve(settings);
        await found.HeadersAsync();
        long refused = found.TokenVersion;
        var response = new TaskCompletionSource();
        _fixture.Handler = request => request.Text.Contains(Application, StringComparison.Ordinal)
            ? StubResponse.Json("""{"access_token":"newest","expires_in":3600}""") with { After = response.Task }
            : null;

        Task<bool> first = found.RefreshAsync(refused, default).AsTask();
        while (_fixture.Server.Requests.Count < 4) await Task.Yield();
        Task<bool> second = found.RefreshAsync(refused, default).AsTask();
        Assert.False(second.IsCompleted);
        response.SetResult();

        Assert.True(await first && await second);
        Assert.Equal("newest", await found.TokenAsync());
        Assert.Equal(4, _fixture.To(LoginPath).Count());
    }

    [Fact]
    public async Task A_wrong_secret_shows_the_message_of_the_login_without_the_secret()
    {
        _fixture.Handler = static request => request.Path == LoginPath
            ? StubResponse.Json(
                """
                {
                  "error":"invalid_client",
                  "error_description":"AADSTS7000215: Invalid client secret provided: hid+den/. Trace ID: 1"
                }
                """,
                401)
            : null;
        CredentialsRequest request = Secret("tenant-1");
        request.AzureClientSecret = "hid+den/";

        var error = await Assert.ThrowsAsync<CredentialsException>(() => _fixture.Resolve(request).TokenAsync());

        Assert.Contains("AADSTS7000215: Invalid client secret provided", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hid+den", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hid%2Bden", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("client ID, secret and tenant", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, null)]
    [InlineData(302, null)]
    [InlineData(302, "https://unexpected-location")]
    [InlineData(302, "/login")]
    public async Task If_the_tenant_cannot_be_looked_up_the_error_requests_it(int status, string? location)
    {
        StubResponse response = StubResponse.Text(status, "");
        if (location is not null) response = response.With("Location", location);
        _fixture.Handler = request => request.Path == "/aad/auth" ? response : null;

        var error = await Assert.ThrowsAsync<CredentialsException>(
            () => _fixture.Resolve(Secret(tenant: null)).TokenAsync());

        Assert.Equal("Specify the tenant, or set ARM_TENANT_ID.", error.RecommendedAction);
    }

    [Fact]
    public async Task Missing_settings_of_an_explicit_family_are_read_from_the_environment()
    {
        _fixture.Environment["ARM_TENANT_ID"] = "tenant-1";
        _fixture.Environment["DATABRICKS_TOKEN"] = "dapi1";
        CredentialsRequest request = Secret(tenant: null);

        WorkspaceCredentials found = _fixture.Resolve(request);

        Assert.Equal("token-1", await found.TokenAsync());
        Assert.Equal([LoginPath], _fixture.Server.Requests.Select(static requested => requested.Path));
    }

    [Theory]
    [InlineData(true, "github-oidc-azure")]
    [InlineData(false, "azure-client-secret")]
    public async Task A_GitHub_workflow_tries_its_identity_before_a_secret(bool isKnown, string method)
    {
        UseGitHub();
        _fixture.Environment["DATABRICKS_AZURE_RESOURCE_ID"] = AuthenticationFixture.Resource;
        _fixture.Environment["DATABRICKS_HOST"] = "";
        _fixture.Environment["ARM_CLIENT_ID"] = "me";
        _fixture.Environment["ARM_CLIENT_SECRET"] = "hidden";
        _fixture.Environment["ARM_TENANT_ID"] = "tenant-1";
        _fixture.Handler = request => request.Path switch
        {
            "/github" => StubResponse.Json("""{"value":"jwt-github"}"""),
            LoginPath when !isKnown && request.Text.Contains("jwt-github", StringComparison.Ordinal) =>
                StubResponse.Json(
                    """
                    {
                      "error":"invalid_request",
                      "error_description":"AADSTS70021: No matching federated identity record"
                    }
                    """,
                    400),
            _ => null,
        };
        using JobsClient client = _fixture.Connect();

        await client.GetAsync(7);

        Assert.Equal(method, client.Credentials.Method);
        Assert.Equal(_fixture.Server.Host + "/", client.Host.AbsoluteUri);
        Assert.Single(_fixture.To("/api/2.2/jobs/get"));
    }

    [Fact]
    public async Task The_address_of_a_workspace_is_looked_up_by_its_resource_ID()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Environment["DATABRICKS_HOST"] = "";
        fixture.Environment["DATABRICKS_AZURE_RESOURCE_ID"] = AuthenticationFixture.Resource;
        fixture.Environment["ARM_CLIENT_ID"] = "me";
        fixture.Environment["ARM_CLIENT_SECRET"] = "hidden";
        fixture.Environment["ARM_TENANT_ID"] = "tenant-1";
        using JobsClient client = fixture.Connect();
        Assert.Equal("azure:" + AuthenticationFixture.Resource, client.Host.AbsoluteUri);

        await client.GetAsync(7);

        Assert.Equal(fixture.Server.Host + "/", client.Host.AbsoluteUri);
        ReceivedRequest looked = Assert.Single(fixture.To(AuthenticationFixture.Resource));
        Assert.Equal(("2018-04-01", "Bearer token-1"), (looked.Query("api-version"), looked.Headers["Authorization"]));
        ReceivedRequest requested = Assert.Single(fixture.To("/api/2.2/jobs/get"));
        Assert.Equal(
            ("Bearer token-2", "token-1"),
            (requested.Headers["Authorization"], requested.Headers[ManagementHeader]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity-1")]
    public async Task A_managed_identity_gets_a_token(string? clientId)
    {
        WorkspaceCredentials found = _fixture.Resolve(new CredentialsRequest
        {
            AuthType = "azure-msi",
            AzureUseManagedIdentity = true,
            AzureClientId = clientId,
        });

        Assert.Equal("azure-msi", found.Method);
        Assert.Equal("token-1", await found.TokenAsync());
        ReceivedRequest requested = Assert.Single(_fixture.Server.Requests);
        Assert.Equal(("2018-02-01", Application), (requested.Query("api-version"), requested.Query("resource")));
        Assert.Equal(("true", clientId), (requested.Headers["Metadata"], requested.Query("client_id")));
    }

    [Fact]
    public async Task On_a_machine_outside_Azure_the_error_comes_after_ten_seconds()
    {
        var never = new TaskCompletionSource();
        _fixture.Handler = _ => StubResponse.Json("{}") with { After = never.Task };
        WorkspaceCredentials found =
            _fixture.Resolve(new CredentialsRequest { AuthType = "azure-msi", AzureUseManagedIdentity = true });

        Task<string> fetching = found.TokenAsync();
        await _fixture.Server.FirstRequest.Task;
        _fixture.Clock.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<CredentialsException>(() => fetching);
        Assert.Contains("managed identity", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_GitHub_workflow_signs_in_to_Entra_ID_with_its_identity_token()
    {
        UseGitHub();
        _fixture.Environment["ARM_CLIENT_ID"] = "me";
        _fixture.Environment["DATABRICKS_AUTH_TYPE"] = "github-oidc-azure";
        _fixture.Handler =
            static request => request.Path == "/github" ? StubResponse.Json("""{"value":"jwt-github"}""") : null;

        WorkspaceCredentials found = _fixture.Resolve();

        Assert.Equal("github-oidc-azure", found.Method);
        Assert.Equal("token-1", await found.TokenAsync());
        Assert.Equal("api://AzureADTokenExchange", Assert.Single(_fixture.To("/github")).Query("audience"));
        Assert.Equal(
            [
                "grant_type=client_credentials",
                $"resource={Application}",
                "client_id=me",
                "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion=jwt-github",
            ],
            Assert.Single(_fixture.To(LoginPath)).Form());
    }

    [Fact]
    public async Task The_Azure_CLI_gets_the_subscription_first_and_then_nothing()
    {
        UseAzureCli();
        _fixture.Programs.Run = arguments => arguments.Contains("--subscription")
            ? new ProgramResult(1, "", "ERROR: Subscription 'sub-1' not found.")
            : arguments.Contains(Management)
                ? new ProgramResult(1, "", "ERROR: AADSTS50076")
                : CliToken();

        WorkspaceCredentials found =
            _fixture.Resolve(new CredentialsRequest { AzureResourceId = AuthenticationFixture.Resource });
        Dictionary<string, string> headers = await found.HeadersAsync();
        await found.HeadersAsync();

        Assert.Equal(("azure-cli", "the Azure CLI"), (found.Method, found.Source));
        Assert.Equal("Bearer az-1", headers["Authorization"]);
        Assert.False(headers.ContainsKey(ManagementHeader));
        Assert.Equal(
            [
                $"az account get-access-token --resource {Application} --output json --subscription sub-1",
                $"az account get-access-token --resource {Application} --output json",
                $"az account get-access-token --resource {Management} --output json --subscription sub-1",
                $"az account get-access-token --resource {Management} --output json",
            ],
            _fixture.Programs.Lines);
        Assert.Equal(_fixture.Clock.GetUtcNow().AddHours(1), found.TokenExpiresAt);
    }

    [Fact]
    public async Task The_Azure_CLI_gets_only_the_tenant_if_it_is_known()
    {
        UseAzureCli();
        _fixture.Environment["DATABRICKS_AUTH_TYPE"] = "azure-cli";
        _fixture.Programs.Run =
            static _ => new ProgramResult(1, "", "ERROR: Please run 'az login'. eyJhbGciOi.eyJzdWIi.x");

        WorkspaceCredentials found = _fixture.Resolve(new CredentialsRequest { AzureTenantId = "tenant-2" });
        var error = await Assert.ThrowsAsync<CredentialsException>(() => found.TokenAsync());

        Assert.EndsWith("--tenant tenant-2", Assert.Single(_fixture.Programs.Lines), StringComparison.Ordinal);
        Assert.Contains(
            "az account get-access-token failed: ERROR: Please run 'az login'. ***",
            error.Problem,
            StringComparison.Ordinal);
        Assert.Equal("Run az login.", error.RecommendedAction);
    }

    [Theory]
    [InlineData(
        "adb-1.2.azuredatabricks.net",
        null,
        "login.microsoftonline.com",
        "management.core.windows.net",
        "management.azure.com")]
    [InlineData(
        "adb-1.2.databricks.azure.us",
        "public",
        "login.microsoftonline.us",
        "management.core.usgovcloudapi.net",
        "management.usgovcloudapi.net")]
    [InlineData(
        "adb-1.2.databricks.azure.cn",
        null,
        "login.chinacloudapi.cn",
        "management.core.chinacloudapi.cn",
        "management.chinacloudapi.cn")]
    [InlineData(
        "127.0.0.1",
        "AzureUSGovernment",
        "login.microsoftonline.us",
        "management.core.usgovcloudapi.net",
        "management.usgovcloudapi.net")]
    [InlineData(
        "127.0.0.1",
        "china",
        "login.chinacloudapi.cn",
        "management.core.chinacloudapi.cn",
        "management.chinacloudapi.cn")]
    public void The_host_determines_the_cloud_or_else_the_environment(
        string host, string? environment, string login, string service, string resources)
    {
        var request = new CredentialsRequest { Host = host, AzureEnvironment = environment };
        CredentialsSettings settings = CredentialsSettings.Collect(request, _fixture.Environment);

        AzureCloud cloud = new CredentialsContext(settings, _fixture.Environment, new CredentialsTools()).Cloud;

        Assert.Equal(login, cloud.Login.Host);
        Assert.Equal($"https://{service}/", cloud.ServiceManagement);
        Assert.Equal(resources, cloud.ResourceManager.Host);
    }

    [Theory]
    [InlineData("azure-client-secret")]
    [InlineData("azure-msi")]
    [InlineData("azure-cli")]
    [InlineData("github-oidc-azure")]
    public void Entra_ID_tokens_are_for_Azure_workspaces_only(string method)
    {
        UseAzureCli();
        UseGitHub();
        string[] hosts =
            ["evil.example.com", "azuredatabricks.net.example.com", "xazuredatabricks.net", "127.0.0.1"];
        foreach (string host in hosts)
        {
            foreach (string? resource in new[] { null, AuthenticationFixture.Resource })
            {
                _fixture.AllowsLoopback = false;
                CredentialsRequest request = Secret("tenant-1");
                (request.AuthType, request.Host) = (method, host);
                (request.AzureUseManagedIdentity, request.AzureResourceId) = (true, resource);

                CredentialsException error = _fixture.Fail(request);

                Assert.StartsWith(
                    $"{host} is not an address of Azure Databricks",
                    error.Problem,
                    StringComparison.Ordinal);
                Assert.Empty(_fixture.Server.Requests);
                Assert.Empty(_fixture.Programs.Lines);
            }
        }
    }

    [Fact]
    public async Task Entra_ID_tokens_do_not_follow_a_lookup_to_another_host()
    {
        _fixture.AllowsLoopback = false;
        _fixture.Environment["DATABRICKS_HOST"] = "";
        CredentialsRequest request = Secret("tenant-1");
        request.AzureResourceId = AuthenticationFixture.Resource;
        using JobsClient client = _fixture.Connect(request);

        var error = await Assert.ThrowsAsync<CredentialsException>(() => client.GetAsync(7));

        Assert.Contains("is not an address of Azure Databricks", error.Problem, StringComparison.Ordinal);
        Assert.Empty(_fixture.To("/api/2.2/jobs/get"));
    }

    [Fact]
    public async Task Entra_ID_tokens_are_not_sent_to_another_host_of_the_client()
    {
        _fixture.AllowsLoopback = false;
        CredentialsRequest request = Secret("tenant-1");
        request.Host = "adb-1.2.azuredatabricks.net";
        using var client = new JobsClient(new JobsClientOptions
        {
            Host = _fixture.Server.Host,
            Credentials = _fixture.Resolve(request),
        });

        await Assert.ThrowsAsync<CredentialsException>(() => client.GetAsync(7));

        Assert.Empty(_fixture.Server.Requests);
    }

    [Fact]
    public void An_unknown_cloud_is_an_error()
    {
        CredentialsRequest request = Secret("tenant-1");
        request.AzureEnvironment = "moon";

        var error = Assert.Throws<CredentialsException>(() => _fixture.Resolve(request, isRealCloud: true));

        Assert.Contains("azure_environment from argument", error.Problem, StringComparison.Ordinal);
        Assert.Contains("public, usgovernment, china", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_credentials_do_not_apply_to_other_clouds()
    {
        CredentialsRequest request = Secret("tenant-1");
        request.AuthType = null;

        Assert.Contains("is not an Azure address", _fixture.Fail(request).Problem, StringComparison.Ordinal);
        request.Host = "adb-1.2.databricks.azure.cn";
        Assert.Equal("azure-client-secret", _fixture.Resolve(request, isRealCloud: true).Method);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("/subscriptions/a/resourceGroups/b/providers/Microsoft.Databricks/workspaces/c?x=1")]
    [InlineData("/subscriptions/a/resourceGroups/b/providers/Microsoft.Databricks/workspaces/c\r\nX: 1")]
    public void An_invalid_resource_ID_is_rejected(string id)
    {
        CredentialsRequest request = Secret("tenant-1");
        request.AzureResourceId = id;

        Assert.Contains("is not that of a workspace", _fixture.Fail(request).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_can_be_switched_off()
    {
        _fixture.Environment["ARM_USE_MSI"] = "false";
        _fixture.Environment["DATABRICKS_TOKEN"] = "dapi1";

        Assert.Equal("pat", _fixture.Resolve().Method);
    }

    private static CredentialsRequest Secret(string? tenant) => new()
    {
        AuthType = "azure-client-secret",
        AzureClientId = "me",
        AzureClientSecret = "hidden",
        AzureTenantId = tenant,
    };

    private void UseAzureCli()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_fixture.Environment.HomeFolder, "bin")).FullName;
        File.WriteAllText(Path.Combine(folder, OperatingSystem.IsWindows() ? "az.cmd" : "az"), "");
        _fixture.Environment["PATH"] = folder;
    }

    private void UseGitHub()
    {
        _fixture.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = _fixture.Server.Host + "/github";
        _fixture.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "github-secret";
    }

    private ProgramResult CliToken()
    {
        string end = _fixture.Clock.GetUtcNow().AddHours(1).ToLocalTime()
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return new ProgramResult(0, $$"""{"accessToken":"az-1","expiresOn":"{{end}}"}""", "");
    }
}
