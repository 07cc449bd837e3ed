using System.Net.Http.Headers;

namespace Databricks.Jobs.Authentication;

/// <summary>
/// What all methods of Azure share: a token of Entra ID, and for a workspace that is named by its resource id, the
/// proof that the caller manages it, and the search for its address.
/// </summary>
internal sealed class AzureCredentials : TokenCredentials
{
    /// <summary>The name of Databricks among the applications of every cloud.</summary>
    private const string DatabricksApplication = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

    private readonly CredentialsOrigin _origin;
    private readonly CredentialsTools _tools;
    private readonly AzureCloud _cloud;
    private readonly AzureResource? _resource;
    private readonly TokenSource? _management;
    private volatile Uri? _host;
    private volatile bool _isNoManager;

    private AzureCredentials(
        CredentialsOrigin origin,
        CredentialsContext context,
        Func<string, CancellationToken, Task<AccessToken>> fetch)
        : base(origin, context.HostOrPlaceholder(), context, ended => fetch(DatabricksApplication, ended))
    {
        _origin = origin;
        _tools = context.Tools;
        _cloud = context.Cloud;
        _resource = context.Resource;
        _host = context.FindHost();
        if (_resource is null) return;
        _management = new TokenSource(ended => fetch(_cloud.ServiceManagement, ended), _tools.Time);
    }

    /// <summary>Whether the caller may be one who cannot have tokens for management, and needs none.</summary>
    private bool ManagementIsOptional { get; init; }

    public override Uri Host => _host ?? base.Host;

    // Both in one, to know of each whether it is the refused one.
    internal override long TokenVersion => (Tokens.Version << 32) | (_management?.Version ?? 0);

    /// <param name="origin">The method.</param>
    /// <param name="context">What is known.</param>
    /// <param name="fetch">Gets a token for a resource.</param>
    /// <param name="mayBeUnavailable">Whether it may turn out on first use that the method does not apply.</param>
    /// <param name="managementIsOptional">Whether not every caller can have a token for management.</param>
    public static AzureCredentials Create(
        CredentialsOrigin origin,
        CredentialsContext context,
        Func<string, CancellationToken, Task<AccessToken>> fetch,
        bool mayBeUnavailable = false,
        bool managementIsOptional = false) =>
        new(origin, context, fetch)
        {
            MayBeUnavailable = mayBeUnavailable,
            ManagementIsOptional = managementIsOptional,
        };

    internal override async ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken)
    {
        if (_host is { } known) return known;
        Secret proof = (await GetManagementTokenAsync(cancellationToken).ConfigureAwait(false)).Value;
        var address = new Uri(_cloud.ResourceManager, $"{_resource!.Id}?api-version=2018-04-01");
        TokenRequest request = new TokenRequest(_origin, HttpMethod.Get, address)
        {
            Action = "Check the resource id and the right to read the workspace in Azure, or give the host as well.",
        }.WithBearer(proof);
        TokenResponse response = await _tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Properties?.GetText("workspaceUrl") is { } host) return _host = Http.WorkspaceHost.Normalize(host);
        throw _origin.Fail($"{address.Authority} does not tell the workspace's address.", "Give the host as well.");
    }

    internal override async ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken)
    {
        try
        {
            if (_management is not null && !_isNoManager)
                await _management
                    .RefreshAsync(rejectedVersion & uint.MaxValue, cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (MethodUnavailableException exception)
        {
            throw exception.Reason;
        }

        return await base.RefreshAsync(rejectedVersion >> 32, cancellationToken).ConfigureAwait(false);
    }

    protected internal override async ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        await base.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        if (_resource is null) return;
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("X-Databricks-Azure-Workspace-Resource-Id", _resource.Id);
        if (await FindManagementTokenAsync(cancellationToken).ConfigureAwait(false) is { } token)
            headers.TryAddWithoutValidation("X-Databricks-Azure-SP-Management-Token", token.Reveal());
    }

    private async Task<AccessToken> GetManagementTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _management!.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MethodUnavailableException exception) when (!MayBeUnavailable)
        {
            throw exception.Reason;
        }
    }

    private async Task<Secret?> FindManagementTokenAsync(CancellationToken cancellationToken)
    {
        if (_isNoManager) return null;
        try
        {
            return (await _management!.GetAsync(cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (MethodUnavailableException) when (ManagementIsOptional)
        {
            _isNoManager = true;
            return null;
        }
    }
}
