namespace Databricks.Jobs.Authentication;

/// <summary>A setting that identifies the workspace or the caller.</summary>
/// <param name="Name">Its key in a profile.</param>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Family">The family of methods that it belongs to; null if it belongs to none.</param>
internal sealed record SettingDefinition(string Name, string Variable, string? Family = null)
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("host", "DATABRICKS_HOST"),
        new("token", "DATABRICKS_TOKEN", "pat"),
        new("username", "DATABRICKS_USERNAME", "basic"),
        new("password", "DATABRICKS_PASSWORD", "basic"),
        new("client_id", "DATABRICKS_CLIENT_ID", "oauth"),
        new("client_secret", "DATABRICKS_CLIENT_SECRET", "oauth"),
        new("auth_type", "DATABRICKS_AUTH_TYPE"),
        new("azure_workspace_resource_id", "DATABRICKS_AZURE_RESOURCE_ID", "azure"),
        new("azure_client_id", "ARM_CLIENT_ID", "azure"),
        new("azure_client_secret", "ARM_CLIENT_SECRET", "azure"),
        new("azure_tenant_id", "ARM_TENANT_ID", "azure"),
        new("azure_use_msi", "ARM_USE_MSI", "azure"),
        new("azure_environment", "ARM_ENVIRONMENT"),
        new("metadata_service_url", "DATABRICKS_METADATA_SERVICE_URL", "metadata-service"),
        new("oidc_token_env", "DATABRICKS_OIDC_TOKEN_ENV", "oauth"),
        new("oidc_token_filepath", "DATABRICKS_OIDC_TOKEN_FILEPATH", "oauth"),
        new("audience", "DATABRICKS_TOKEN_AUDIENCE"),
        new("databricks_cli_path", "DATABRICKS_CLI_PATH"),
    ];
}

/// <summary>The value of a setting and where it came from.</summary>
internal sealed class Setting(SettingDefinition definition, string value, string source, bool isFromProfile)
{
    public SettingDefinition Definition { get; } = definition;

    public string Value { get; } = value;

    public string Source { get; } = source;

    public bool IsFromProfile { get; } = isFromProfile;

    /// <summary>The name and the source; never the value, which may be a secret.</summary>
    public override string ToString() => $"{Definition.Name} from {Source}";
}
