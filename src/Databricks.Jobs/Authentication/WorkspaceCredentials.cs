using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>The credentials for a workspace. They never show their secrets.</summary>
public abstract class WorkspaceCredentials : IRequestAuthorizer
{
    /// <summary>Creates credentials.</summary>
    /// <param name="method">The name of the method, such as <c>pat</c>.</param>
    /// <param name="source">Where they came from, such as <c>environment variable DATABRICKS_TOKEN</c>.</param>
    /// <param name="host">The address of the workspace that they are for.</param>
    /// <exception cref="CredentialsException">The host is not a valid address.</exception>
    protected WorkspaceCredentials(string method, string source, string host)
    {
        ArgumentChecks.NotNull(method, nameof(method));
        ArgumentChecks.NotNull(source, nameof(source));
        ArgumentChecks.NotNull(host, nameof(host));
        Method = method;
        Source = source;
        Host = WorkspaceHost.Normalize(host);
        WorkspaceId = WorkspaceIds.Of(host).Workspace;
    }

    private protected WorkspaceCredentials(string method, string source, Uri host) =>
        (Method, Source, Host) = (method, source, host);

    /// <summary>The name of the method, such as <c>pat</c>, as in the setting <c>auth_type</c>.</summary>
    public virtual string Method { get; }

    /// <summary>Where they came from, as text for users.</summary>
    public virtual string Source { get; }

    /// <summary>
    /// The workspace that they are for. If only its Azure resource ID is known, this is an <c>azure:</c> address until
    /// the first request has looked up the real one.
    /// </summary>
    public virtual Uri Host { get; }

    /// <summary>
    /// The ID of the workspace, which selects one of several on the same host; null if the host alone determines it.
    /// By default: the ID in the address, as in <c>https://host/?o=123</c>.
    /// </summary>
    public virtual string? WorkspaceId { get; internal init; }

    /// <summary>When the current token expires; null if there is none yet, or if it does not expire.</summary>
    public virtual DateTimeOffset? TokenExpiresAt => null;

    /// <summary>The number of tokens so far, which tells whether a rejected token is still in use.</summary>
    internal virtual long TokenVersion => 0;

    /// <summary>Credentials with a personal access token.</summary>
    /// <param name="host">The address of the workspace, such as <c>https://adb-1.2.azuredatabricks.net</c>.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="CredentialsException">The host or the token is not valid.</exception>
    public static WorkspaceCredentials FromToken(string host, string token) =>
        new PersonalAccessToken(host, token, "argument");

    /// <summary>Adds the credentials to a request.</summary>
    /// <exception cref="CredentialsException">No token can be obtained.</exception>
    protected internal abstract ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken);

    /// <summary>Gets a new token because the service rejected the current one.</summary>
    /// <returns>Whether there is a new token, so that the request is worth another attempt.</returns>
    protected internal virtual ValueTask<bool> RefreshAsync(CancellationToken cancellationToken) => new(false);

    /// <summary>Gets a new token, unless there has been one since the rejected one.</summary>
    /// <param name="rejectedVersion">The <see cref="TokenVersion"/> that was rejected.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    internal virtual ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken) =>
        RefreshAsync(cancellationToken);

    /// <summary>The address of the workspace, looked up if necessary.</summary>
    internal virtual ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken) => new(Host);

    /// <summary>Whether both identify the same caller to the same workspace in the same way.</summary>
    internal virtual bool IsSame(WorkspaceCredentials other) =>
        other.GetType() == GetType()
        && other.Method == Method
        && other.Source == Source
        && other.Host == Host
        && other.WorkspaceId == WorkspaceId;

    /// <summary>The method, the workspace and the source.</summary>
    public override string ToString() => $"{Method} for {Host.Authority} from {Source}";

    long IRequestAuthorizer.TokenVersion => TokenVersion;

    ValueTask IRequestAuthorizer.AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        AuthorizeAsync(request, cancellationToken);

    ValueTask<bool> IRequestAuthorizer.RefreshAsync(long rejectedVersion, CancellationToken cancellationToken) =>
        RefreshAsync(rejectedVersion, cancellationToken);

    ValueTask<Uri> IRequestAuthorizer.FindHostAsync(CancellationToken cancellationToken) =>
        FindHostAsync(cancellationToken);
}
