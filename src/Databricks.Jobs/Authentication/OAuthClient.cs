namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>oauth-m2m</c>: a Databricks service principal with a secret.</summary>
internal static class OAuthClient
{
    public const string MethodName = "oauth-m2m";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        if (settings.Find("client_id") is not { } id || settings.Find("client_secret") is not { } secret) return null;
        Uri host = context.RequireHost();
        var origin = new CredentialsOrigin(MethodName, CredentialsSettings.SourceOf(id, secret));
        var tokens = new WorkspaceTokens(origin, context);
        var hidden = new Secret(secret.Value);
        return new TokenCredentials(origin, host, context, token => tokens.GetAsync(id.Value, hidden, token));
    }
}
