namespace Databricks.Jobs.Authentication;

/// <summary>An authentication method.</summary>
/// <param name="Name">The name, as in the setting <c>auth_type</c>.</param>
/// <param name="Needs">The settings that it requires.</param>
/// <param name="Resolve">Creates the credentials, or returns null if something is missing.</param>
internal sealed record CredentialsMethod(
    string Name,
    string[] Needs,
    Func<CredentialsContext, WorkspaceCredentials?> Resolve)
{
    /// <summary>All methods, in the order in which they are tried.</summary>
    public static IReadOnlyList<CredentialsMethod> All { get; } =
    [
        new(PersonalAccessToken.MethodName, ["token"], PersonalAccessToken.Resolve),
        new(BasicCredentials.MethodName, ["username", "password"], BasicCredentials.Resolve),
        new(OAuthClient.MethodName, ["client_id", "client_secret"], OAuthClient.Resolve),
        new(DatabricksCli.MethodName, [], DatabricksCli.Resolve),
        new(MetadataService.MethodName, ["metadata_service_url"], MetadataService.Resolve),
        new(GitHubOidc.MethodName, [], GitHubOidc.Resolve),
        new(AzureDevOpsOidc.MethodName, [], AzureDevOpsOidc.Resolve),
        new(EnvironmentOidc.MethodName, [], EnvironmentOidc.Resolve),
        new(FileOidc.MethodName, ["oidc_token_filepath"], FileOidc.Resolve),
        new(GitHubOidcAzure.MethodName, ["azure_client_id"], GitHubOidcAzure.Resolve),
        new(AzureManagedIdentity.MethodName, ["azure_use_msi"], AzureManagedIdentity.Resolve),
        new(AzureClientSecret.MethodName, ["azure_client_id", "azure_client_secret"], AzureClientSecret.Resolve),
        new(AzureCli.MethodName, [], AzureCli.Resolve),
    ];
}
