namespace Databricks.Jobs.Authentication;

/// <summary>Creates credentials from an identity token of another issuer, which the workspace exchanges.</summary>
internal static class IdentityTokenExchange
{
    /// <param name="context">The settings and tools.</param>
    /// <param name="origin">The method.</param>
    /// <param name="getIdentityToken">Gets the identity token for an audience.</param>
    /// <param name="exists">Whether the identity token already exists, so that its audience cannot be chosen.</param>
    public static WorkspaceCredentials Create(
        CredentialsContext context,
        CredentialsOrigin origin,
        Func<string, CancellationToken, Task<Secret>> getIdentityToken,
        bool exists = false)
    {
        Uri host = context.RequireHost();
        var tokens = new WorkspaceTokens(origin, context);
        string? clientId = context.Settings.Find("client_id")?.Value;
        string? audience = context.Settings.Find("audience")?.Value;
        return new TokenCredentials(origin, host, context, ExchangeAsync);

        async Task<AccessToken> ExchangeAsync(CancellationToken cancellationToken)
        {
            string effective =
                audience ?? (exists ? "" : await FindAudienceAsync(cancellationToken).ConfigureAwait(false));
            Secret identity = await getIdentityToken(effective, cancellationToken).ConfigureAwait(false);
            return await tokens.ExchangeAsync(identity, clientId, cancellationToken).ConfigureAwait(false);
        }

        async Task<string> FindAudienceAsync(CancellationToken cancellationToken) =>
            (await tokens.FindEndpointAsync(cancellationToken).ConfigureAwait(false)).Audience;
    }
}
