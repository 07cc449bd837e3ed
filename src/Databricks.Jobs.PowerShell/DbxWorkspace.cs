using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell;

/// <summary>A connection to a workspace: where, as whom, and how that was found out. It never shows a secret.</summary>
public sealed class DbxWorkspace
{
    private readonly JobsClient _client;
    private volatile bool _isClosed;

    internal DbxWorkspace(JobsClient client, string? userName)
    {
        _client = client;
        UserName = userName;
    }

    /// <summary>
    /// The address of the workspace. One that is known by its Azure resource id only has an <c>azure:</c> address, until
    /// the first request has looked up the real one.
    /// </summary>
    public Uri Host => _client.Host;

    /// <summary>Who the workspace says you are; null if it was not asked or did not tell.</summary>
    public string? UserName { get; }

    /// <summary>How requests prove who you are, such as <c>pat</c>.</summary>
    public string AuthenticationMethod => _client.Credentials.Method;

    /// <summary>Where the credentials came from, such as a parameter, an environment variable or a profile.</summary>
    public string CredentialSource => _client.Credentials.Source;

    /// <summary>When the present token ends, before which a new one is had; null if it does not end, or there was none yet.</summary>
    public DateTimeOffset? TokenExpiresAt => _client.Credentials.TokenExpiresAt;

    /// <summary>The version of the Jobs API that requests use.</summary>
    public string ApiVersion => _client.ApiVersion;

    /// <exception cref="ObjectDisposedException">The connection was closed.</exception>
    internal JobsClient Client => _isClosed ? throw new ObjectDisposedException(nameof(DbxWorkspace)) : _client;

    internal WorkspaceCredentials Credentials => _client.Credentials;

    /// <summary>The address.</summary>
    public override string ToString() => Host.AbsoluteUri.TrimEnd('/');

    internal void Close()
    {
        _isClosed = true;
        _client.Dispose();
    }
}
