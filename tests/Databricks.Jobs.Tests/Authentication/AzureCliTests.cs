using System.Globalization;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>The Azure CLI, simulated by a real script.</summary>
public sealed class AzureCliTests : IDisposable
{
    private const string Application = AuthenticationFixture.Application;

    private const string Management = "https://management.core.windows.net/";

    private readonly AuthenticationFixture _fixture = new();
    private readonly string _folder;

    public AzureCliTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_fixture.Environment.HomeFolder, "bin")).FullName;
        _fixture.Environment["PATH"] = _folder;
    }

    public void Dispose() => _fixture.Dispose();

    [UnixFact]
    public async Task A_workspace_is_found_by_its_resource_ID_alone()
    {
        _fixture.Environment["DATABRICKS_HOST"] = "";
        _fixture.Environment["DATABRICKS_AZURE_RESOURCE_ID"] = AuthenticationFixture.Resource;
        Write($$"""echo '{"accessToken":"az-1","expires_on":{{End()}},"expiresOn":"1999-01-01 00:00:00.000000"}'""");
        using JobsClient client = Connect();

        await client.GetAsync(7);

        Assert.Equal(("azure-cli", _fixture.Server.Host + "/"), (client.Credentials.Method, client.Host.AbsoluteUri));
        Assert.Equal(
            [
                $"account get-access-token --resource {Management} --output json --subscription sub-1",
                $"account get-access-token --resource {Application} --output json --subscription sub-1",
            ],
            await LinesAsync());
        ReceivedRequest requested = Assert.Single(_fixture.To("/api/2.2/jobs/get"));
        Assert.Equal("Bearer az-1", requested.Headers["Authorization"]);
        Assert.Equal(AuthenticationFixture.Resource, requested.Headers["X-Databricks-Azure-Workspace-Resource-Id"]);
        Assert.Equal("az-1", requested.Headers["X-Databricks-Azure-SP-Management-Token"]);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(End()), client.Credentials.TokenExpiresAt);
    }

    [UnixFact]
    public async Task The_request_is_repeated_without_the_subscription()
    {
        Write($$"""
            case "$*" in *--subscription*) echo "ERROR: The subscription of 'sub-1' doesn't exist." >&2; exit 1;; esac
            echo '{"accessToken":"az-1","expires_on":{{End()}}}'
            """);
        using JobsClient client = Connect(new CredentialsRequest { AzureResourceId = AuthenticationFixture.Resource });

        await client.GetAsync(7);

        Assert.Equal(
            [
                $"account get-access-token --resource {Application} --output json --subscription sub-1",
                $"account get-access-token --resource {Application} --output json",
                $"account get-access-token --resource {Management} --output json --subscription sub-1",
                $"account get-access-token --resource {Management} --output json",
            ],
            await LinesAsync());
    }

    [UnixFact]
    public async Task The_tenant_of_the_workspace_is_passed()
    {
        Write($$"""echo '{"accessToken":"az-1","expires_on":{{End()}}}'""");
        using JobsClient client = Connect(new CredentialsRequest { AuthType = "azure-cli" });

        await client.GetAsync(7);

        Assert.Equal(
            [$"account get-access-token --resource {Application} --output json --tenant tenant-1"],
            await LinesAsync());
    }

    [UnixFact]
    public async Task A_managed_identity_cannot_choose_a_tenant()
    {
        Write($$"""
            case "$*" in *--tenant*) 
                echo "ERROR: Tenant shouldn't be specified for managed identity account" >&2; exit 1;; esac
            echo '{"accessToken":"az-1","expires_on":{{End()}}}'
            """);
        var settings = new CredentialsRequest { AuthType = "azure-cli", AzureTenantId = "tenant-2" };
        using JobsClient client = Connect(settings);

        await client.GetAsync(7);

        Assert.Equal(
            [
                $"account get-access-token --resource {Application} --output json --tenant tenant-2",
                $"account get-access-token --resource {Application} --output json",
            ],
            await LinesAsync());
    }

    [UnixFact]
    public async Task Without_a_login_the_error_recommends_az_login_also_if_the_workspace_must_be_looked_up()
    {
        _fixture.Environment["DATABRICKS_HOST"] = "";
        _fixture.Environment["DATABRICKS_AZURE_RESOURCE_ID"] = AuthenticationFixture.Resource;
        Write("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");
        using JobsClient found = Connect();
        using JobsClient pinned = Connect(new CredentialsRequest { AuthType = "azure-cli" });

        foreach (JobsClient client in new[] { found, pinned })
        {
            var error = await Assert.ThrowsAsync<CredentialsException>(() => client.GetAsync(7));
            Assert.Contains("Please run 'az login' to setup account.", error.Problem, StringComparison.Ordinal);
            Assert.Equal("Run az login.", error.RecommendedAction);
        }

        Assert.Empty(_fixture.Server.Requests);
    }

    [UnixFact]
    public async Task If_a_program_cannot_run_the_next_method_is_tried()
    {
        string path = Path.Combine(_folder, "databricks");
        await File.WriteAllTextAsync(path, new string('#', 1 << 20));
        Write($$"""echo '{"accessToken":"az-1","expires_on":{{End()}}}'""");
        using JobsClient client = Connect(new CredentialsRequest { AzureResourceId = AuthenticationFixture.Resource });
        Assert.Equal("databricks-cli or azure-cli", client.Credentials.Method);

        await client.GetAsync(7);

        Assert.Equal("azure-cli", client.Credentials.Method);
    }

    private long End() => _fixture.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();

    private async Task<string[]> LinesAsync() => await File.ReadAllLinesAsync(Path.Combine(_folder, "lines"));

    // The real program runner, with the Azure addresses on the server.
    private JobsClient Connect(CredentialsRequest? request = null) => JobsClient.Connect(request, new JobsClientOptions
    {
        TimeProvider = _fixture.Clock,
        Environment = _fixture.Environment,
        Azure = new AzureEndpoints { Cloud = _fixture.Cloud, AllowsLoopback = true },
    });

    private void Write(string script)
    {
        string path = Path.Combine(_folder, "az");
        string record = string.Create(CultureInfo.InvariantCulture, $"echo \"$*\" >> '{_folder}/lines'");
        File.WriteAllText(path, $"#!/bin/sh\n{record}\n{script}\n");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Mode);
    }
}
