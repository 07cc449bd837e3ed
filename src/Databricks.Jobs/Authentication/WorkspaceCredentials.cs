using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>How the caller makes itself known to a workspace. It never shows its secrets.</summary>
public abstract class WorkspaceCredentials : IRequestAuthorizer
{
    /// <summary>Creates credentials.</summary>
    /// <param name="method">The name of the method, such as <c>pat</c>.</param>
    /// <param name="source">Where they came from, such as <c>environment variable DATABRICKS_TOKEN</c>.</param>
    /// <param name="host">The address of the workspace they are for.</param>
    /// <exception cref="CredentialsException">The host is no usable address.</exception>
    protected WorkspaceCredentials(string method, string source, string host)
    {
        ArgumentChecks.NotNull(method, nameof(method));
        ArgumentChecks.NotNull(source, nameof(source));
        ArgumentChecks.NotNull(host, nameof(host));
        Method = method;
        Source = source;
        Host = WorkspaceHost.Normalize(host);
    }

    private protected WorkspaceCredentials(string method, string source, Uri host) =>
        (Method, Source, Host) = (method, source, host);

    /// <summary>The name of the method, such as <c>pat</c>: the value that <c>auth_type</c> pins it by.</summary>
    public virtual string Method { get; }

    /// <summary>Where they came from, for people.</summary>
    public virtual string Source { get; }

    /// <summary>
    /// The workspace they are for. One that is known by its Azure resource id only has an <c>azure:</c> address, until
    /// the first request has looked up the real one.
    /// </summary>
    public virtual Uri Host { get; }

    /// <summary>When the present token ends; null if there is none yet, or it does not end.</summary>
    public virtual DateTimeOffset? TokenExpiresAt => null;

    /// <summary>How many tokens there have been, to know by later whether one was refused that is no longer used.</summary>
    internal virtual long TokenVersion => 0;

    /// <summary>A personal access token given in the program.</summary>
    /// <param name="host">The address of the workspace, such as <c>https://adb-1.2.azuredatabricks.net</c>.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="CredentialsException">The host or the token is unusable.</exception>
    public static WorkspaceCredentials FromToken(string host, string token) =>
        new PersonalAccessToken(host, token, "argument");

    /// <summary>Puts on a request what makes the caller known.</summary>
    /// <exception cref="CredentialsException">No token can be had.</exception>
    protected internal abstract ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken);

    /// <summary>Gets a new token, because the service no longer takes the present one.</summary>
    /// <returns>Whether there is a new one, so that the request is worth repeating.</returns>
    protected internal virtual ValueTask<bool> RefreshAsync(CancellationToken cancellationToken) => new(false);

    /// <summary>Gets a new token, unless there has been one since the refused one.</summary>
    /// <param name="rejectedVersion">The <see cref="TokenVersion"/> that was refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal virtual ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken) =>
        RefreshAsync(cancellationToken);

    /// <summary>The address of the workspace, looked up if need be.</summary>
    internal virtual ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken) => new(Host);

    /// <summary>Whether both make the same caller known to the same workspace in the same way.</summary>
    internal virtual bool IsSame(WorkspaceCredentials other) =>
        other.GetType() == GetType() && other.Method == Method && other.Source == Source && other.Host == Host;

    /// <summary>Method, workspace and source.</summary>
    public override string ToString() => $"{Method} for {Host.Authority} from {Source}";

    long IRequestAuthorizer.TokenVersion => TokenVersion;

    ValueTask IRequestAuthorizer.AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        AuthorizeAsync(request, cancellationToken);

    ValueTask<bool> IRequestAuthorizer.RefreshAsync(long rejectedVersion, CancellationToken cancellationToken) =>
        RefreshAsync(rejectedVersion, cancellationToken);

    ValueTask<Uri> IRequestAuthorizer.FindHostAsync(CancellationToken cancellationToken) =>
        FindHostAsync(cancellationToken);
}
