namespace Databricks.Jobs.Authentication;

/// <summary>Gets tokens from the workspace's own token endpoint.</summary>
internal sealed class WorkspaceTokens(CredentialsOrigin origin, CredentialsTools tools, Uri host)
{
    private const string Scope = "all-apis";

    private Uri? _endpoint;

    /// <summary>Gets a token for a client with a secret.</summary>
    public async Task<AccessToken> GetAsync(string clientId, Secret clientSecret, CancellationToken cancellationToken)
    {
        Uri endpoint = await FindEndpointAsync(cancellationToken).ConfigureAwait(false);
        var request = new TokenRequest(origin, HttpMethod.Post, endpoint)
        {
            Form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = Scope },
            Action = "Check the client ID and its secret, and that the service principal is in this workspace.",
        };
        return await SendAsync(request.WithBasic(clientId, clientSecret), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Exchanges the token of another issuer for one of the workspace.</summary>
    public async Task<AccessToken> ExchangeAsync(
        Secret identityToken,
        string? clientId,
        CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token"] = identityToken.Reveal(),
            ["subject_token_type"] = "urn:ietf:params:oauth:token-type:jwt",
            ["scope"] = Scope,
        };
        if (clientId is not null) form["client_id"] = clientId;
        Uri endpoint = await FindEndpointAsync(cancellationToken).ConfigureAwait(false);
        var request = new TokenRequest(origin, HttpMethod.Post, endpoint)
        {
            Form = form,
            Action = "Check that the service principal has a federation policy for this issuer, subject and audience.",
        };
        return await SendAsync(request.WithSecret(identityToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The token endpoint, as the workspace names it.</summary>
    public async Task<Uri> FindEndpointAsync(CancellationToken cancellationToken)
    {
        if (_endpoint is { } known) return known;
        var address = new Uri(host, "oidc/.well-known/oauth-authorization-server");
        TokenResponse response = await tools.Http.SendAsync(
            new TokenRequest(origin, HttpMethod.Get, address)
            {
                Action = "Check the host. It must be the address of the workspace itself.",
            },
            cancellationToken).ConfigureAwait(false);
        if (Uri.TryCreate(response.GetText("token_endpoint"), UriKind.Absolute, out Uri? endpoint))
            return _endpoint = endpoint;
        throw origin.Fail(
            $"{host.Authority} does not name its token endpoint.",
            "Check the host, and whether the workspace supports OAuth. If it does not, use a personal access token.");
    }

    private async Task<AccessToken> SendAsync(TokenRequest request, CancellationToken cancellationToken) =>
        (await tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false)).ToToken(origin);
}
