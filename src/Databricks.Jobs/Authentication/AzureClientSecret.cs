namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>azure-client-secret</c>: an Entra ID service principal with a secret.</summary>
internal static class AzureClientSecret
{
    public const string MethodName = "azure-client-secret";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        if (settings.Find("azure_client_id") is not { } id) return null;
        if (settings.Find("azure_client_secret") is not { } secret || !context.IsAzure) return null;
        var origin = new CredentialsOrigin(MethodName, CredentialsSettings.SourceOf(id, secret));
        var login = new EntraLogin(origin, context);
        var hidden = new Secret(secret.Value);
        return AzureCredentials.Create(origin, context, GetAsync);

        Task<AccessToken> GetAsync(string resource, CancellationToken cancellationToken)
        {
            var credentials = new Dictionary<string, string>
            {
                ["client_id"] = id.Value,
                ["client_secret"] = hidden.Reveal(),
            };
            return login.GetAsync(resource, credentials, hidden, cancellationToken);
        }
    }
}
