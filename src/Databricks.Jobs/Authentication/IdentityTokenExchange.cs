namespace Databricks.Jobs.Authentication;

/// <summary>Makes credentials out of an identity token of another issuer, which the workspace exchanges.</summary>
internal static class IdentityTokenExchange
{
    /// <param name="context">What is known.</param>
    /// <param name="origin">The method.</param>
    /// <param name="getIdentityToken">Gets the identity token for an audience.</param>
    /// <param name="isThere">Whether the identity token is there already, whatever its audience.</param>
    public static WorkspaceCredentials Create(
        CredentialsContext context,
        CredentialsOrigin origin,
        Func<string, CancellationToken, Task<Secret>> getIdentityToken,
        bool isThere = false)
    {
        Uri host = context.RequireHost();
        var tokens = new WorkspaceTokens(origin, context.Tools, host);
        string? clientId = context.Settings.Find("client_id")?.Value;
        string? audience = context.Settings.Find("audience")?.Value;
        return new TokenCredentials(origin, host, context, ExchangeAsync);

        async Task<AccessToken> ExchangeAsync(CancellationToken cancellationToken)
        {
            string effective = audience ?? (isThere ? "" : await FindAudienceAsync(cancellationToken).ConfigureAwait(false));
            Secret identity = await getIdentityToken(effective, cancellationToken).ConfigureAwait(false);
            return await tokens.ExchangeAsync(identity, clientId, cancellationToken).ConfigureAwait(false);
        }

        async Task<string> FindAudienceAsync(CancellationToken cancellationToken) =>
            (await tokens.FindEndpointAsync(cancellationToken).ConfigureAwait(false)).OriginalString;
    }
}
