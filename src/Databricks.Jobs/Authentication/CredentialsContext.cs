using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>What a method uses to determine whether it applies.</summary>
internal sealed class CredentialsContext(
    CredentialsSettings settings,
    EnvironmentReader environment,
    CredentialsTools tools,
    Setting? pinned = null)
{
    public CredentialsSettings Settings { get; } = settings;

    public EnvironmentReader Environment { get; } = environment;

    public CredentialsTools Tools { get; } = tools;

    /// <summary>Whether the caller selected the method, so that a missing setting is an error.</summary>
    public bool IsPinned => pinned is not null;

    /// <summary>Whether the client that an identity token of another issuer stands for is known.</summary>
    public bool HasFederatedClient => IsPinned || Settings.Find("client_id") is not null;

    /// <summary>The resource ID of the workspace in Azure; null if none is specified.</summary>
    public AzureResource? Resource =>
        Settings.Find("azure_workspace_resource_id") is { } setting ? AzureResource.Parse(setting) : null;

    /// <summary>Whether the workspace is an Azure workspace, or the caller says so.</summary>
    public bool IsAzure =>
        IsPinned || Resource is not null || (FindHost() is { } host && AzureCloud.OfHost(host) is not null);

    /// <summary>The cloud of the host, or else the one that the settings name.</summary>
    public AzureCloud Cloud =>
        Tools.Azure.Cloud
        ?? (FindHost() is { } host ? AzureCloud.OfHost(host) : null)
        ?? (Settings.Find("azure_environment") is { } named ? AzureCloud.Named(named) : AzureCloud.All[0]);

    /// <summary>The ID of the workspace; null if the host alone determines it.</summary>
    /// <exception cref="CredentialsException">It is not a valid ID.</exception>
    public string? WorkspaceId => Settings.Find("workspace_id") switch
    {
        null => null,
        { } setting when Secret.IsToken(setting.Value) => setting.Value,
        { } setting => throw new CredentialsException(
            $"The workspace ID ({setting}) is not valid.",
            "Copy it from the address of a page of the workspace: it is the value after o=."),
    };

    public Uri? FindHost() => Settings.Find("host") is { } host ? WorkspaceHost.Normalize(host.Value) : null;

    /// <exception cref="CredentialsException">The host is not known.</exception>
    public Uri RequireHost() => FindHost() ?? throw new CredentialsException(
        "There are credentials, but the workspace to use them for is not known.",
        "Specify the host, set DATABRICKS_HOST, or add host to the profile.",
        settings: "host");

    /// <summary>The address of the workspace, or a placeholder until it has been looked up.</summary>
    public Uri HostOrPlaceholder() => FindHost() ?? Resource?.Placeholder ?? RequireHost();

    /// <summary>The methods that almost apply, and what is missing.</summary>
    public List<(string Problem, string Action)> Hints { get; } = [];

    /// <summary>The method cannot be used, although the caller apparently intends to.</summary>
    /// <inheritdoc cref="Missing"/>
    public WorkspaceCredentials? Incomplete(string method, string what, string action)
    {
        Hints.Add(($"{method} needs {what}", action));
        return Missing(what, action);
    }

    /// <summary>The method cannot be used.</summary>
    /// <returns>Null, because the method is not selected.</returns>
    /// <exception cref="CredentialsException">The method is selected.</exception>
    public WorkspaceCredentials? Missing(string what, string action, params string[] settings) => pinned is null
        ? null
        : throw new CredentialsException(
            $"The method {pinned.Value} ({pinned}) cannot be used. Missing: {what}.",
            action,
            settings: settings);
}
