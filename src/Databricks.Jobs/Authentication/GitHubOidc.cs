namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>github-oidc</c>: a workflow of GitHub Actions, by its identity token.</summary>
internal static class GitHubOidc
{
    public const string MethodName = "github-oidc";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (!context.HasFederatedClient) return null;
        if (GitHubIdentity.Find(context) is not { } identity) return null;
        var origin = new CredentialsOrigin(MethodName, GitHubIdentity.Source);
        return IdentityTokenExchange.Create(
            context,
            origin,
            (audience, ended) => identity.GetAsync(origin, context.Tools, audience, ended));
    }
}
