using System.Net;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>
/// Finds the token endpoint of a workspace. The host names it in <c>/.well-known/databricks-config</c>, if the host
/// serves several workspaces, or else in its own OAuth metadata.
/// </summary>
internal sealed class TokenEndpointDiscovery(CredentialsOrigin origin, CredentialsContext context)
{
    private const string AccountPlaceholder = "{account_id}";
    private const string CheckHost = "Check the host. It must be the address of the workspace itself.";

    private const string SpecifyAccount =
        "The host serves several accounts. Add account_id to the profile, or set DATABRICKS_ACCOUNT_ID.";

    private readonly Uri _host = context.RequireHost();
    private readonly string? _account = context.Settings.Find("account_id")?.Value;

    /// <exception cref="CredentialsException">There is no token endpoint, or it must not receive secrets.</exception>
    public async Task<TokenEndpoint> FindAsync(CancellationToken cancellationToken)
    {
        var request = new TokenRequest(origin, HttpMethod.Get, new Uri(_host, ".well-known/databricks-config"))
        {
            IsOptional = true,
            Action = CheckHost,
        };
        TokenResponse config = await context.Tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        string? account = _account ?? config.GetText("account_id");
        string? named = config.GetText("oidc_endpoint");
        bool needsAccount = account is null && named?.IndexOf(AccountPlaceholder, StringComparison.Ordinal) >= 0;
        Uri root = named is null || needsAccount ? new Uri(_host, "oidc") : ReadRoot(named, account);
        Uri endpoint = await ReadEndpointAsync(root, needsAccount, cancellationToken).ConfigureAwait(false);
        string? audience = config.GetFirstText("token_federation_default_oidc_audiences");
        // Hosts of accounts expect the account's ID.
        if (named is not null && config.GetText("workspace_id") is null) audience ??= account;
        return new TokenEndpoint(endpoint, audience ?? endpoint.OriginalString);
    }

    private Uri ReadRoot(string named, string? account)
    {
        string text = named.Replace(AccountPlaceholder, Uri.EscapeDataString(account ?? ""));
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? root))
            throw origin.Fail($"{_host.Authority} names an oidc_endpoint that is not a valid address.", CheckHost);
        RejectUntrusted(root, namedBy: _host);
        return root;
    }

    private async Task<Uri> ReadEndpointAsync(Uri root, bool needsAccount, CancellationToken cancellationToken)
    {
        string address = root.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/.well-known/oauth-authorization-server";
        var request = new TokenRequest(origin, HttpMethod.Get, new Uri(address))
        {
            Action = needsAccount ? SpecifyAccount : CheckHost,
        };
        TokenResponse response = await context.Tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!Uri.TryCreate(response.GetText("token_endpoint"), UriKind.Absolute, out Uri? endpoint))
        {
            throw origin.Fail(
                $"{root.Authority} does not name its token endpoint.",
                needsAccount
                    ? SpecifyAccount
                    : "Check the host, and whether the workspace supports OAuth. If it does not, use a personal access "
                        + "token.");
        }

        RejectUntrusted(endpoint, namedBy: root);
        return endpoint;
    }

    // Secrets go to the workspace's host, and to hosts that it names in a response that TLS protects.
    private void RejectUntrusted(Uri address, Uri namedBy)
    {
        if (FindFault(address, namedBy) is not { } fault) return;
        throw origin.Fail(
            $"{namedBy.Authority} names {address.Authority} to issue tokens, but {fault}. No secret was sent to it.",
            "Check the host. If it is correct, ask the administrator of the workspace.");
    }

    private string? FindFault(Uri address, Uri namedBy)
    {
        bool isLocal = WorkspaceHost.IsThisMachine(_host);
        bool leadsHere = WorkspaceHost.IsThisMachine(address);
        if (IsSameServer(address, _host) || (isLocal && leadsHere)) return null;
        if (address.Scheme != Uri.UriSchemeHttps) return $"that address uses plain {address.Scheme}";
        if (leadsHere || IsLinkLocal(address)) return "that address is not that of a server on the network";
        if (isLocal) return "a response without TLS is not trustworthy";
        return IsSameServer(namedBy, _host) || IsSameServer(address, namedBy)
            ? null
            : "the host of the workspace does not name that server";
    }

    private static bool IsSameServer(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Authority == other.Authority;

    private static bool IsLinkLocal(Uri address)
    {
        if (!IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip)) return false;
        byte[] bytes = (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).GetAddressBytes();
        return ip.IsIPv6LinkLocal || (bytes.Length == 4 && bytes[0] == 169 && bytes[1] == 254);
    }
}
