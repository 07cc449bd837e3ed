namespace Databricks.Jobs.Authentication;

/// <summary>What a caller says outright about who it is. All of it may be left out.</summary>
public sealed class CredentialsRequest
{
    /// <summary>The address of the workspace; else <c>DATABRICKS_HOST</c>, else the profile's <c>host</c>.</summary>
    public string? Host { get; set; }

    /// <summary>A personal access token; else <c>DATABRICKS_TOKEN</c>, else the profile's <c>token</c>.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// The profile to read. What it says comes before the environment; what it leaves out is taken from there.
    /// Else <c>DATABRICKS_CONFIG_PROFILE</c> names one, and then the environment comes before it.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>The profile file; else <c>DATABRICKS_CONFIG_FILE</c>, else <c>.databrickscfg</c> at home.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>The one method to use, such as <c>pat</c>; else <c>DATABRICKS_AUTH_TYPE</c> or the profile's.</summary>
    public string? AuthType { get; set; }

    /// <summary>The name of a user, for the method <c>basic</c>; else <c>DATABRICKS_USERNAME</c>.</summary>
    public string? Username { get; set; }

    /// <summary>The password of the user; else <c>DATABRICKS_PASSWORD</c>.</summary>
    public string? Password { get; set; }

    /// <summary>The client id of a service principal of Databricks; else <c>DATABRICKS_CLIENT_ID</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of the service principal; else <c>DATABRICKS_CLIENT_SECRET</c>.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// The workspace's resource id in Azure; it can stand in for the host; else
    /// <c>DATABRICKS_AZURE_RESOURCE_ID</c>.
    /// </summary>
    public string? AzureResourceId { get; set; }

    /// <summary>
    /// The client id of a service principal or a managed identity of Entra ID; else
    /// <c>ARM_CLIENT_ID</c>.
    /// </summary>
    public string? AzureClientId { get; set; }

    /// <summary>The secret of the service principal of Entra ID; else <c>ARM_CLIENT_SECRET</c>.</summary>
    public string? AzureClientSecret { get; set; }

    /// <summary>The tenant of Entra ID; else <c>ARM_TENANT_ID</c>.</summary>
    public string? AzureTenantId { get; set; }

    /// <summary>
    /// The Azure cloud, where the host does not tell: <c>public</c>, <c>usgovernment</c> or <c>china</c>; else
    /// <c>ARM_ENVIRONMENT</c>.
    /// </summary>
    public string? AzureEnvironment { get; set; }

    /// <summary>
    /// The address on this machine of a program that gives out tokens; else
    /// <c>DATABRICKS_METADATA_SERVICE_URL</c>.
    /// </summary>
    public string? MetadataServiceUrl { get; set; }

    /// <summary>The environment variable that holds an identity token; else <c>DATABRICKS_OIDC_TOKEN_ENV</c>.</summary>
    public string? OidcTokenVariable { get; set; }

    /// <summary>The file that holds an identity token; else <c>DATABRICKS_OIDC_TOKEN_FILEPATH</c>.</summary>
    public string? OidcTokenFile { get; set; }

    /// <summary>The audience that identity tokens are asked for; else <c>DATABRICKS_TOKEN_AUDIENCE</c>.</summary>
    public string? TokenAudience { get; set; }

    /// <summary>The path of the Databricks CLI; else <c>DATABRICKS_CLI_PATH</c>.</summary>
    public string? DatabricksCliPath { get; set; }

    /// <summary>Whether to use the managed identity of this machine; if false, <c>ARM_USE_MSI</c> tells.</summary>
    public bool AzureUseManagedIdentity { get; set; }

    /// <summary>What is given, by the names of the settings.</summary>
    internal IEnumerable<(string Name, string? Value)> Named() =>
    [
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
