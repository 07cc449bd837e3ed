namespace Databricks.Jobs.Authentication;

/// <summary>The explicit settings of a caller. All of them are optional.</summary>
public sealed class CredentialsRequest
{
    /// <summary>
    /// The address of the workspace. By default: <c>DATABRICKS_HOST</c>, or else the profile's <c>host</c>.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>
    /// The ID of the workspace, if the host serves several. By default: the ID in the address, as in
    /// <c>https://host/?o=123</c>, or else <c>DATABRICKS_WORKSPACE_ID</c>, or else the profile's <c>workspace_id</c>.
    /// </summary>
    public string? WorkspaceId { get; set; }

    /// <summary>
    /// The ID of the account, which some hosts need to issue tokens. By default: <c>DATABRICKS_ACCOUNT_ID</c>, or else
    /// the profile's <c>account_id</c>.
    /// </summary>
    public string? AccountId { get; set; }

    /// <summary>
    /// A personal access token. By default: <c>DATABRICKS_TOKEN</c>, or else the profile's <c>token</c>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// The profile to read. Its values override the environment, which supplies the values that are not in the profile.
    /// By default: <c>DATABRICKS_CONFIG_PROFILE</c>, and in that case the environment overrides the profile.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>The profile file. By default: <c>DATABRICKS_CONFIG_FILE</c>, or else <c>~/.databrickscfg</c>.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>
    /// The method to use, such as <c>pat</c>. By default: <c>DATABRICKS_AUTH_TYPE</c>, or else the profile's
    /// <c>auth_type</c>.
    /// </summary>
    public string? AuthType { get; set; }

    /// <summary>A user name, for the method <c>basic</c>. By default: <c>DATABRICKS_USERNAME</c>.</summary>
    public string? Username { get; set; }

    /// <summary>The password of the user. By default: <c>DATABRICKS_PASSWORD</c>.</summary>
    public string? Password { get; set; }

    /// <summary>The client ID of a Databricks service principal. By default: <c>DATABRICKS_CLIENT_ID</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the service principal. By default: <c>DATABRICKS_CLIENT_SECRET</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// The resource ID of the workspace in Azure, which can replace the host. By default:
    /// <c>DATABRICKS_AZURE_RESOURCE_ID</c>.
    /// </summary>
    public string? AzureResourceId { get; set; }

    /// <summary>
    /// The client ID of an Entra ID service principal or of a managed identity. By default: <c>ARM_CLIENT_ID</c>.
    /// </summary>
    public string? AzureClientId { get; set; }

    /// <summary>The secret of the Entra ID service principal. By default: <c>ARM_CLIENT_SECRET</c>.</summary>
    public string? AzureClientSecret { get; set; }

    /// <summary>The Entra ID tenant. By default: <c>ARM_TENANT_ID</c>.</summary>
    public string? AzureTenantId { get; set; }

    /// <summary>
    /// The Azure cloud if the host does not determine it: <c>public</c>, <c>usgovernment</c> or <c>china</c>. By
    /// default: <c>ARM_ENVIRONMENT</c>.
    /// </summary>
    public string? AzureEnvironment { get; set; }

    /// <summary>
    /// The address of a program on this machine that issues tokens. By default:
    /// <c>DATABRICKS_METADATA_SERVICE_URL</c>.
    /// </summary>
    public string? MetadataServiceUrl { get; set; }

    /// <summary>
    /// The environment variable with an identity token. By default: <c>DATABRICKS_OIDC_TOKEN_ENV</c>.
    /// </summary>
    public string? OidcTokenVariable { get; set; }

    /// <summary>The file with an identity token. By default: <c>DATABRICKS_OIDC_TOKEN_FILEPATH</c>.</summary>
    public string? OidcTokenFile { get; set; }

    /// <summary>The audience to request identity tokens for. By default: <c>DATABRICKS_TOKEN_AUDIENCE</c>.</summary>
    public string? TokenAudience { get; set; }

    /// <summary>
    /// The path of the Databricks CLI. By default: <c>DATABRICKS_CLI_PATH</c>, or else the one on the PATH.
    /// </summary>
    public string? DatabricksCliPath { get; set; }

    /// <summary>Whether to use the managed identity of this machine. If false, <c>ARM_USE_MSI</c> decides.</summary>
    public bool AzureUseManagedIdentity { get; set; }

    /// <summary>The explicit values, by the names of the settings.</summary>
    internal IEnumerable<(string Name, string? Value)> Named() =>
    [
        ("workspace_id", WorkspaceId),
        ("account_id", AccountId),
        ("host", Host),
        ("token", Token),
        ("auth_type", AuthType),
        ("username", Username),
        ("password", Password),
        ("client_id", ClientId),
        ("client_secret", ClientSecret),
        ("azure_workspace_resource_id", AzureResourceId),
        ("azure_client_id", AzureClientId),
        ("azure_client_secret", AzureClientSecret),
        ("azure_tenant_id", AzureTenantId),
        ("azure_environment", AzureEnvironment),
        ("metadata_service_url", MetadataServiceUrl),
        ("oidc_token_env", OidcTokenVariable),
        ("oidc_token_filepath", OidcTokenFile),
        ("audience", TokenAudience),
        ("databricks_cli_path", DatabricksCliPath),
        ("azure_use_msi", AzureUseManagedIdentity ? "true" : null),
    ];
}
