namespace Databricks.Jobs.Authentication;

/// <summary>A way to make the caller known.</summary>
/// <param name="Name">The name that <c>auth_type</c> pins it by.</param>
/// <param name="Signs">The settings that, all present, call for it; none if it works without settings.</param>
/// <param name="Resolve">
/// Makes the credentials, or returns null if something is missing; null itself while this version lacks the method.
/// </param>
internal sealed record CredentialsMethod(
    string Name,
    string[] Signs,
    Func<CredentialsContext, WorkspaceCredentials?>? Resolve = null)
{
    /// <summary>All methods, in the order in which they are tried.</summary>
    public static IReadOnlyList<CredentialsMethod> All { get; } =
    [
        new(PersonalAccessToken.MethodName, ["token"], PersonalAccessToken.Resolve),
        new("basic", ["username", "password"]),
        new("oauth-m2m", ["client_id", "client_secret"]),
        new("databricks-cli", []),
        new("metadata-service", ["metadata_service_url"]),
        new("github-oidc", []),
        new("azure-devops-oidc", []),
        new("env-oidc", ["oidc_token_env"]),
        new("file-oidc", ["oidc_token_filepath"]),
        new("github-oidc-azure", []),
        new("azure-msi", ["azure_use_msi"]),
        new("azure-client-secret", ["azure_client_id", "azure_client_secret", "azure_tenant_id"]),
        new("azure-cli", []),
    ];

    public bool IsCalledForBy(CredentialsSettings settings) =>
        Signs.Length > 0 && Signs.All(sign => settings.Find(sign) is not null);
}
