namespace Databricks.Jobs.Authentication;

/// <summary>An Azure cloud: the addresses of its workspaces, its login and its management.</summary>
/// <param name="Name">Its name in <c>ARM_ENVIRONMENT</c>.</param>
/// <param name="HostSuffix">The suffix of the hosts of its workspaces.</param>
/// <param name="Login">The address that issues Entra ID tokens.</param>
/// <param name="ServiceManagement">The resource that management tokens are for.</param>
/// <param name="ResourceManager">The address where resources are looked up.</param>
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

    /// <returns>The cloud that a host belongs to; null if it is not an Azure address.</returns>
    public static AzureCloud? OfHost(Uri host) =>
        All.FirstOrDefault(cloud => host.Host.EndsWith(cloud.HostSuffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The cloud that a setting names, such as <c>usgovernment</c> or <c>AzureUSGovernment</c>.</summary>
    /// <exception cref="CredentialsException">There is no cloud with this name.</exception>
    public static AzureCloud Named(Setting setting)
    {
        string name = setting.Value.ToLowerInvariant();
        if (name.StartsWith("azure", StringComparison.Ordinal)) name = name.Substring("azure".Length);
        if (name.EndsWith("cloud", StringComparison.Ordinal)) name = name.Substring(0, name.Length - "cloud".Length);
        return All.FirstOrDefault(cloud => cloud.Name == name) ?? throw new CredentialsException(
            $"'{setting.Value}' ({setting}) is not an Azure cloud.",
            $"Use one of: {string.Join(", ", All.Select(static cloud => cloud.Name))}.");
    }
}

/// <summary>The addresses of Azure that tests replace.</summary>
internal sealed class AzureEndpoints
{
    /// <summary>Replaces the cloud that the host and the settings determine; null for no replacement.</summary>
    public AzureCloud? Cloud { get; init; }

    /// <summary>Whether Entra ID tokens may be sent to this machine, in the place of an Azure workspace.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>The address where a virtual machine gets the tokens of its managed identity.</summary>
    public Uri ManagedIdentity { get; init; } = new("http://169.254.169.254/metadata/identity/oauth2/token");
}
