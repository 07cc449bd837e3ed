namespace Databricks.Jobs.Authentication;

/// <summary>An Azure cloud: where its workspaces, logins and management are.</summary>
/// <param name="Name">Its name in <c>ARM_ENVIRONMENT</c>.</param>
/// <param name="HostSuffix">How the hosts of its workspaces end.</param>
/// <param name="Login">Where tokens are had.</param>
/// <param name="ServiceManagement">The resource that management tokens are for.</param>
/// <param name="ResourceManager">Where resources are looked up.</param>
internal sealed record AzureCloud(
    string Name,
    string HostSuffix,
    Uri Login,
    string ServiceManagement,
    Uri ResourceManager)
{
    public static IReadOnlyList<AzureCloud> All { get; } =
    [
        new(
            "public",
            ".azuredatabricks.net",
            new Uri("https://login.microsoftonline.com/"),
            "https://management.core.windows.net/",
            new Uri("https://management.azure.com/")),
        new(
            "usgovernment",
            ".databricks.azure.us",
            new Uri("https://login.microsoftonline.us/"),
            "https://management.core.usgovcloudapi.net/",
            new Uri("https://management.usgovcloudapi.net/")),
        new(
            "china",
            ".databricks.azure.cn",
            new Uri("https://login.chinacloudapi.cn/"),
            "https://management.core.chinacloudapi.cn/",
            new Uri("https://management.chinacloudapi.cn/")),
    ];

    /// <returns>The cloud that a host belongs to; null if it is none of Azure.</returns>
    public static AzureCloud? OfHost(Uri host) =>
        All.FirstOrDefault(cloud => host.Host.EndsWith(cloud.HostSuffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The cloud that a setting names, as <c>usgovernment</c> or <c>AzureUSGovernment</c>.</summary>
    /// <exception cref="CredentialsException">No cloud has this name.</exception>
    public static AzureCloud Named(Setting setting)
    {
        string name = setting.Value.ToLowerInvariant();
        if (name.StartsWith("azure", StringComparison.Ordinal)) name = name.Substring("azure".Length);
        if (name.EndsWith("cloud", StringComparison.Ordinal)) name = name.Substring(0, name.Length - "cloud".Length);
        return All.FirstOrDefault(cloud => cloud.Name == name) ?? throw new CredentialsException(
            $"There is no Azure cloud '{setting.Value}' ({setting}).",
            $"Use one of: {string.Join(", ", All.Select(static cloud => cloud.Name))}.");
    }
}

/// <summary>Addresses of Azure that a test puts elsewhere.</summary>
internal sealed class AzureEndpoints
{
    /// <summary>In place of the cloud that host and settings tell; null for that one.</summary>
    public AzureCloud? Cloud { get; init; }

    /// <summary>Where a virtual machine asks who it is.</summary>
    public Uri ManagedIdentity { get; init; } = new("http://169.254.169.254/metadata/identity/oauth2/token");
}
