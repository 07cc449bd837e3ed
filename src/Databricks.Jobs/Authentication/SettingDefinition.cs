namespace Databricks.Jobs.Authentication;

/// <summary>A setting that identifies the workspace or the caller.</summary>
/// <param name="Name">Its key in a profile.</param>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Family">The family of methods that it belongs to; null if it belongs to none.</param>
/// <param name="OtherName">Another name of its key in a profile, which one of the official clients uses.</param>
/// <param name="OtherVariable">An older name of its environment variable.</param>
internal sealed record SettingDefinition(
    string Name,
    string Variable,
    string? Family = null,
    string? OtherName = null,
    string? OtherVariable = null)
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        // Before the host, whose address can contain them too.
        new("workspace_id", "DATABRICKS_WORKSPACE_ID"),
        new("account_id", "DATABRICKS_ACCOUNT_ID"),
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
        new(
            "oidc_token_filepath",
            "DATABRICKS_OIDC_TOKEN_FILEPATH",
            "oauth",
            "databricks_id_token_filepath",
            "DATABRICKS_OIDC_TOKEN_FILE"),
        new("audience", "DATABRICKS_TOKEN_AUDIENCE", OtherName: "token_audience"),
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
