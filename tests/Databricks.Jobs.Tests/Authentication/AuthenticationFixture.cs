using System.Collections.Concurrent;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>A server in the role of workspace, logins and management; an environment, a clock, and programs.</summary>
internal sealed class AuthenticationFixture : IDisposable
{
    public const string Application = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
    public const string Resource =
        "/subscriptions/sub-1/resourceGroups/rg/providers/Microsoft.Databricks/workspaces/w";

    private int _issued;

    public AuthenticationFixture()
    {
        Server.Handler = Respond;
        Environment["DATABRICKS_HOST"] = Server.Host;
    }

    public TestServer Server { get; } = new();

    public FakeEnvironment Environment { get; } = new();

    public FakeTimeProvider Clock { get; set; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakePrograms Programs { get; } = new();

    public ConcurrentQueue<RequestTrace> Traces { get; } = new();

    /// <summary>Replaces the default response if it returns one.</summary>
    public Func<ReceivedRequest, StubResponse?> Handler { get; set; } = static _ => null;

    /// <summary>The cloud that the server simulates.</summary>
    public AzureCloud PlayedCloud { get; set; } = AzureCloud.All[0];

    /// <summary>Whether the server may stand for an Azure workspace.</summary>
    public bool AllowsLoopback { get; set; } = true;

    /// <summary>An Azure cloud with all its addresses on the server.</summary>
    public AzureCloud Cloud => PlayedCloud with
    {
        Login = new Uri($"{Server.Host}/login/"),
        ResourceManager = new Uri($"{Server.Host}/"),
    };

    public IEnumerable<ReceivedRequest> To(string path) => Server.Requests.Where(request => request.Path == path);

    public WorkspaceCredentials Resolve(CredentialsRequest? request = null, bool isRealCloud = false) =>
        Options(isRealCloud).ResolveCredentials(request ?? new CredentialsRequest());

    public JobsClient Connect(CredentialsRequest? request = null) =>
        JobsClient.Connect(request, Options(isRealCloud: false));

    public CredentialsException Fail(CredentialsRequest? request = null) =>
        Assert.Throws<CredentialsException>(() => Resolve(request));

    public void Dispose()
    {
        Server.Dispose();
        Environment.Dispose();
    }

    private JobsClientOptions Options(bool isRealCloud) => new()
    {
        TimeProvider = Clock,
        Environment = Environment,
        Programs = Programs,
        Trace = Traces.Enqueue,
        TraceDetails = static () => true,
        Azure = new AzureEndpoints
        {
            Cloud = isRealCloud ? null : Cloud,
            AllowsLoopback = AllowsLoopback,
            ManagedIdentity = new Uri($"{Server.Host}/metadata/identity/oauth2/token"),
        },
    };

    private StubResponse Respond(ReceivedRequest request) => Handler(request) ?? request.Path switch
    {
        "/oidc/.well-known/oauth-authorization-server" =>
            StubResponse.Json($$"""{"token_endpoint":"{{Server.Host}}/oidc/v1/token"}"""),
        "/oidc/v1/token" or "/login/tenant-1/oauth2/token" or "/metadata/identity/oauth2/token" =>
            StubResponse.Json(
                $$"""{"access_token":"token-{{Interlocked.Increment(ref _issued)}}","expires_in":"3600"}"""),
        "/aad/auth" => StubResponse.Text(302, "")
            .With("Location", "https://login.microsoftonline.com/tenant-1/oauth2/authorize?x=1"),
        Resource => StubResponse.Json($$$"""{"properties":{"workspaceUrl":"{{{Server.Host}}}"}}"""),
        _ => StubResponse.Json("{}"),
    };
}

/// <summary>Replaces other programs and records their command lines.</summary>
internal sealed class FakePrograms : IProgramRunner
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public Func<IReadOnlyList<string>, ProgramResult> Run { get; set; } = static _ => new ProgramResult(0, "{}", "");

    public Task<ProgramResult> RunAsync(
        string path,
        IReadOnlyList<string> arguments,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        Lines.Enqueue(string.Join(" ", arguments.Prepend(Path.GetFileName(path))));
        return Task.FromResult(Run(arguments));
    }
}

/// <summary>What tests read from credentials.</summary>
internal static class CredentialsExtensions
{
    /// <summary>The headers that the credentials add to a request.</summary>
    public static async Task<Dictionary<string, string>> HeadersAsync(this WorkspaceCredentials credentials)
    {
        using var request = new HttpRequestMessage();
        await credentials.AuthorizeAsync(request, default);
        return request.Headers.ToDictionary(static header => header.Key, static header => header.Value.Single());
    }

    public static async Task<string> TokenAsync(this WorkspaceCredentials credentials) =>
        (await credentials.HeadersAsync())["Authorization"].Replace("Bearer ", "", StringComparison.Ordinal);

    /// <summary>The fields of a form, each as <c>name=value</c>, in their order.</summary>
    public static string[] Form(this ReceivedRequest request) =>
        [.. request.Text.Split('&').Select(static field => Uri.UnescapeDataString(field.Replace('+', ' ')))];
}
