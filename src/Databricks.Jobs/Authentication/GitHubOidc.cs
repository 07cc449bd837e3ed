namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>github-oidc</c>: the identity token of a GitHub Actions workflow.</summary>
internal static class GitHubOidc
{
    public const string MethodName = "github-oidc";

    private const string HowToName =
        "Set DATABRICKS_CLIENT_ID to the client ID of the workflow's service principal.";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (!context.HasFederatedClient)
        {
            bool isMeant = GitHubIdentity.IsOffered(context) && context.Settings.Find("azure_client_id") is null;
            return isMeant ? context.Incomplete(MethodName, "client_id", HowToName) : null;
        }

        if (GitHubIdentity.Find(context, MethodName) is not { } identity) return null;
        var origin = new CredentialsOrigin(MethodName, GitHubIdentity.Source);
        return IdentityTokenExchange.Create(
            context,
            origin,
            (audience, ended) => identity.GetAsync(origin, context.Tools, audience, ended));
    }
}
