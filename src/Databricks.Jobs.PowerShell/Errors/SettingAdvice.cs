namespace Databricks.Jobs.PowerShell.Errors;

/// <summary>Adds the parameters of Connect-DbxWorkspace to recommended actions about settings.</summary>
internal static class SettingAdvice
{
    private static readonly Dictionary<string, string> s_parameters = new()
    {
        ["host"] = "-HostUri",
        ["token"] = "-Token",
        ["auth_type"] = "-AuthenticationMethod",
        ["username"] = "-Credential",
        ["password"] = "-Credential",
        ["client_id"] = "-ClientId",
        ["client_secret"] = "-ClientSecret",
        ["azure_client_id"] = "-ClientId",
        ["azure_client_secret"] = "-ClientSecret",
        ["azure_tenant_id"] = "-TenantId",
        ["azure_workspace_resource_id"] = "-AzureResourceId",
        ["azure_use_msi"] = "-ManagedIdentity",
        ["metadata_service_url"] = "-MetadataServiceUri",
        ["oidc_token_env"] = "-IdentityTokenVariable",
        ["oidc_token_filepath"] = "-IdentityTokenFile",
    };

    public static string For(CredentialsException exception)
    {
        string[] parameters =
        [
            .. exception.Settings
                .Select(static setting => s_parameters.TryGetValue(setting, out string? name) ? name : null)
                .OfType<string>()
                .Distinct(),
        ];
        return parameters.Length == 0
            ? exception.RecommendedAction
            : $"{exception.RecommendedAction} With Connect-DbxWorkspace, use {string.Join(" and ", parameters)}.";
    }
}
