using System.Net.Http.Headers;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>
/// What all Azure methods have in common: an Entra ID token, and, if the workspace is specified by its resource ID, a
/// management token and the lookup of the address.
/// </summary>
internal sealed class AzureCredentials : TokenCredentials
{
    /// <summary>The application ID of Databricks in Entra ID, the same in every cloud.</summary>
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
        : base(origin, context.HostOrPlaceholder(), context, token => fetch(DatabricksApplication, token))
    {
        _origin = origin;
        _tools = context.Tools;
        _cloud = context.Cloud;
        _resource = context.Resource;
        _host = context.FindHost();
        if (_host is not null) RejectOtherHosts(_host);
        if (_resource is null) return;
        _management = new TokenSource(token => fetch(_cloud.ServiceManagement, token), _tools.Time);
    }

    /// <summary>Whether the method continues without a management token if the caller cannot get one.</summary>
    private bool ManagementIsOptional { get; init; }

    public override Uri Host => _host ?? base.Host;

    // Both in one number, so that each can be compared with the rejected one.
    internal override long TokenVersion => (Tokens.Version << 32) | (_management?.Version ?? 0);

    /// <param name="origin">The method.</param>
    /// <param name="context">The settings and tools.</param>
    /// <param name="fetch">Gets a token for a resource.</param>
    /// <param name="mayBeUnavailable">Whether only the first use shows that the method does not apply.</param>
    /// <param name="managementIsOptional">Whether some callers cannot get a management token.</param>
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
        Secret management = (await GetManagementTokenAsync(cancellationToken).ConfigureAwait(false)).Value;
        var address = new Uri(_cloud.ResourceManager, $"{_resource!.Id}?api-version=2018-04-01");
        TokenRequest request = new TokenRequest(_origin, HttpMethod.Get, address)
        {
            Action = "Check the resource ID and the permission to read the workspace in Azure, or specify the host.",
        }.WithBearer(management);
        TokenResponse response = await _tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Properties?.GetText("workspaceUrl") is { } found)
        {
            Uri host = WorkspaceHost.Normalize(found);
            RejectOtherHosts(host);
            return _host = host;
        }

        throw _origin.Fail(
            $"{address.Authority} did not return the address of the workspace.",
            "Specify the host too.",
            settings: "host");
    }

    internal override async ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken)
    {
        try
        {
            if (_management is not null && !_isNoManager)
            {
                await _management
                    .RefreshAsync(rejectedVersion & uint.MaxValue, cancellationToken)
                    .ConfigureAwait(false);
            }
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
        // The client can have another host than the credentials.
        if (request.RequestUri is { IsAbsoluteUri: true } target) RejectOtherHosts(target);
        await base.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        if (_resource is null) return;
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("X-Databricks-Azure-Workspace-Resource-Id", _resource.Id);
        if (await FindManagementTokenAsync(cancellationToken).ConfigureAwait(false) is { } token)
            headers.TryAddWithoutValidation("X-Databricks-Azure-SP-Management-Token", token.Reveal());
    }

    // An Entra ID token for Databricks is valid in every Azure workspace of the caller, so no other server may see one.
    private void RejectOtherHosts(Uri host)
    {
        if (AzureCloud.OfHost(host) is not null || (host.IsLoopback && _tools.Azure.AllowsLoopback)) return;
        throw new CredentialsException(
            $"{host.Authority} is not an address of Azure Databricks. Entra ID tokens are not sent to other servers.",
            "Check the host, or use another authentication method for this workspace.",
            settings: "host");
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
