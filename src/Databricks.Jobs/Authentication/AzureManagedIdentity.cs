namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>azure-msi</c>: the managed identity of the Azure machine that this runs on.</summary>
internal static class AzureManagedIdentity
{
    public const string MethodName = "azure-msi";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("azure_use_msi") is not { } setting || !context.IsAzure) return null;
        string? clientId = context.Settings.Find("azure_client_id")?.Value;
        var origin = new CredentialsOrigin(MethodName, setting.Source);
        return AzureCredentials.Create(
            origin,
            context,
            (resource, ended) => GetAsync(origin, context.Tools, resource, clientId, ended));
    }

    private static async Task<AccessToken> GetAsync(
        CredentialsOrigin origin,
        CredentialsTools tools,
        string resource,
        string? clientId,
        CancellationToken cancellationToken)
    {
        string query = $"?api-version=2018-02-01&resource={Uri.EscapeDataString(resource)}";
        if (clientId is not null) query += $"&client_id={Uri.EscapeDataString(clientId)}";
        TokenResponse response = await tools.Http.SendAsync(
            new TokenRequest(origin, HttpMethod.Get, new Uri(tools.Azure.ManagedIdentity, query))
            {
                Headers = new Dictionary<string, string> { ["Metadata"] = "true" },
                IsForMachine = true,
                Timeout = TimeSpan.FromSeconds(10),
                Action = "Run it on an Azure machine with a managed identity. If the machine has several, specify the "
                    + "client ID of one.",
            },
            cancellationToken).ConfigureAwait(false);
        return response.ToToken(origin);
    }
}
