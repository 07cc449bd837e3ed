namespace Databricks.Jobs.Authentication;

/// <summary>
/// Method <c>github-oidc-azure</c>: an Entra ID service principal, by the identity token of a GitHub Actions workflow.
/// </summary>
internal static class GitHubOidcAzure
{
    public const string MethodName = "github-oidc-azure";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("azure_client_id") is not { } id || !context.IsAzure) return null;
        if (GitHubIdentity.Find(context, MethodName) is not { } identity) return null;
        // Entra ID may have no federated credential for a workflow that can request identity tokens.
        bool hasOther = !context.IsPinned
            && (context.Settings.Find("azure_client_secret") ?? context.Settings.Find("azure_use_msi")) is not null;
        var origin = new CredentialsOrigin(MethodName, $"{GitHubIdentity.Source} and {id.Source}");
        var login = new EntraLogin(origin, context);
        return AzureCredentials.Create(origin, context, hasOther ? TryAsync : GetAsync, mayBeUnavailable: hasOther);

        async Task<AccessToken> TryAsync(string resource, CancellationToken cancellationToken)
        {
            try
            {
                return await GetAsync(resource, cancellationToken).ConfigureAwait(false);
            }
            catch (CredentialsException exception)
            {
                throw new MethodUnavailableException(exception);
            }
        }

        async Task<AccessToken> GetAsync(string resource, CancellationToken cancellationToken)
        {
            const string Audience = "api://AzureADTokenExchange";
            Secret assertion = await identity
                .GetAsync(origin, context.Tools, Audience, cancellationToken)
                .ConfigureAwait(false);
            var credentials = new Dictionary<string, string>
            {
                ["client_id"] = id.Value,
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = assertion.Reveal(),
            };
            return await login.GetAsync(resource, credentials, assertion, cancellationToken).ConfigureAwait(false);
        }
    }
}
