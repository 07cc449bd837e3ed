namespace Databricks.Jobs.Authentication;

/// <summary>Gets tokens from the token endpoint of the workspace.</summary>
internal sealed class WorkspaceTokens(CredentialsOrigin origin, CredentialsContext context)
{
    private const string Scope = "all-apis";

    private readonly TokenEndpointDiscovery _discovery = new(origin, context);
    private TokenEndpoint? _endpoint;

    /// <summary>Gets a token for a client with a secret.</summary>
    public async Task<AccessToken> GetAsync(string clientId, Secret clientSecret, CancellationToken cancellationToken)
    {
        TokenEndpoint endpoint = await FindEndpointAsync(cancellationToken).ConfigureAwait(false);
        var request = new TokenRequest(origin, HttpMethod.Post, endpoint.Address)
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
        TokenEndpoint endpoint = await FindEndpointAsync(cancellationToken).ConfigureAwait(false);
        var request = new TokenRequest(origin, HttpMethod.Post, endpoint.Address)
        {
            Form = form,
            Action = "Check that the service principal has a federation policy for this issuer, subject and audience.",
        };
        return await SendAsync(request.WithSecret(identityToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The token endpoint, as the workspace names it.</summary>
    public async Task<TokenEndpoint> FindEndpointAsync(CancellationToken cancellationToken) =>
        _endpoint ??= await _discovery.FindAsync(cancellationToken).ConfigureAwait(false);

    private async Task<AccessToken> SendAsync(TokenRequest request, CancellationToken cancellationToken) =>
        (await context.Tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false)).ToToken(origin);
}
