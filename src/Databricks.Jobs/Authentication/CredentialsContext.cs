using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>What a method may look at to see whether it can make the caller known.</summary>
internal sealed class CredentialsContext(
    CredentialsSettings settings,
    EnvironmentReader environment,
    CredentialsTools tools,
    Setting? pinned = null)
{
    public CredentialsSettings Settings { get; } = settings;

    public EnvironmentReader Environment { get; } = environment;

    public CredentialsTools Tools { get; } = tools;

    /// <summary>Whether the caller insists on the method, so that it has to say what it lacks.</summary>
    public bool IsPinned => pinned is not null;

    /// <summary>Whether it is known who an identity token of another issuer is to speak for.</summary>
    public bool HasFederatedClient => IsPinned || Settings.Find("client_id") is not null;

    /// <summary>The workspace's id in Azure; null if none is given.</summary>
    public AzureResource? Resource =>
        Settings.Find("azure_workspace_resource_id") is { } setting ? AzureResource.Parse(setting) : null;

    /// <summary>Whether the workspace is one of Azure, or the caller says so.</summary>
    public bool IsAzure =>
        IsPinned || Resource is not null || (FindHost() is { } host && AzureCloud.OfHost(host) is not null);

    /// <summary>The cloud of the host; where that does not tell, the one that the settings name.</summary>
    public AzureCloud Cloud =>
        Tools.Azure.Cloud
        ?? (FindHost() is { } host ? AzureCloud.OfHost(host) : null)
        ?? (Settings.Find("azure_environment") is { } named ? AzureCloud.Named(named) : AzureCloud.All[0]);

    public Uri? FindHost() => Settings.Find("host") is { } host ? WorkspaceHost.Normalize(host.Value) : null;

    /// <exception cref="CredentialsException">The host is not known.</exception>
    public Uri RequireHost() => FindHost() ?? throw new CredentialsException(
        "There are credentials, but no workspace to use them for.",
        "Give the host, or set DATABRICKS_HOST, or add host to the profile.");

    /// <summary>The workspace's address, or what stands for it until it has been looked up.</summary>
    public Uri HostOrPlaceholder() => FindHost() ?? Resource?.Placeholder ?? RequireHost();

    /// <summary>What was close to a usable method, and what it lacks.</summary>
    public List<(string Problem, string Action)> Hints { get; } = [];

    /// <summary>The method cannot be used, although it looks as if the caller wants to.</summary>
    /// <inheritdoc cref="Missing"/>
    public WorkspaceCredentials? Incomplete(string method, string what, string action)
    {
        Hints.Add(($"{method} lacks {what}", action));
        return Missing(what, action);
    }

    /// <summary>The method cannot be used.</summary>
    /// <returns>Null, as nobody insists on it.</returns>
    /// <exception cref="CredentialsException">The caller insists on it.</exception>
    public WorkspaceCredentials? Missing(string what, string action) => pinned is null ? null : throw
        new CredentialsException($"The method {pinned.Value} is asked for ({pinned}), but this is missing: {what}.", action);
}
