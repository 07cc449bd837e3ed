using System.Management.Automation.Runspaces;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell;

/// <summary>A connection to a workspace. It never shows a secret.</summary>
public sealed class DbxWorkspace
{
    private readonly JobsClient _client;
    private volatile bool _isClosed;

    internal DbxWorkspace(JobsClient client, string? userName, string? profile = null)
    {
        _client = client;
        UserName = userName;
        Profile = profile;
    }

    /// <summary>
    /// The URL of the workspace. If only the Azure resource ID is known, this is an <c>azure:</c> URI until the first
    /// request has looked up the URL.
    /// </summary>
    public Uri Host => _client.Host;

    /// <summary>The ID of the workspace if its host serves several; null if the host alone determines it.</summary>
    public string? WorkspaceId => _client.WorkspaceId;

    /// <summary>The name of the signed-in identity; null if it was not requested or is not known.</summary>
    public string? UserName { get; }

    /// <summary>The profile that the connection was opened with; null if no profile was specified.</summary>
    public string? Profile { get; }

    /// <summary>Whether the commands of this runspace use it, unless they have -Workspace.</summary>
    public bool IsCurrent => Runspace.DefaultRunspace is not null && ConnectionStore.Current == this;

    /// <summary>The authentication method, such as <c>pat</c>.</summary>
    public string AuthenticationMethod => _client.Credentials.Method;

    /// <summary>The source of the credentials, such as a parameter, an environment variable or a profile.</summary>
    public string CredentialSource => _client.Credentials.Source;

    /// <summary>When the current token expires; null if it does not expire or there is none yet. It is refreshed before
    /// then.</summary>
    public DateTimeOffset? TokenExpiresAt => _client.Credentials.TokenExpiresAt;

    /// <summary>The version of the Jobs API that requests use.</summary>
    public string ApiVersion => _client.ApiVersion;

    /// <exception cref="ObjectDisposedException">The connection has been closed.</exception>
    internal JobsClient Client => _isClosed ? throw new ObjectDisposedException(nameof(DbxWorkspace)) : _client;

    /// <summary>The workspace in messages.</summary>
    internal string Name => WorkspaceId is null ? Host.Authority : $"{Host.Authority} (workspace {WorkspaceId})";

    /// <summary>The connection as a value of -Workspace, if it is open.</summary>
    internal string Argument => Profile ?? $"{this}";

    internal WorkspaceCredentials Credentials => _client.Credentials;

    /// <summary>Whether both connect the same caller to the same workspace.</summary>
    internal bool IsSame(DbxWorkspace other) =>
        Credentials.IsSame(other.Credentials) && UserName == other.UserName && Profile == other.Profile;

    /// <summary>Whether both connect to the same workspace.</summary>
    internal bool IsSameWorkspace(DbxWorkspace other) =>
        Host.Authority.Equals(other.Host.Authority, StringComparison.OrdinalIgnoreCase)
        && (WorkspaceId ?? other.WorkspaceId) == (other.WorkspaceId ?? WorkspaceId);

    /// <summary>The URL.</summary>
    public override string ToString() => Host.AbsoluteUri.TrimEnd('/');

    internal void Close()
    {
        _isClosed = true;
        _client.Dispose();
    }
}
