using System.Net.Http.Headers;

namespace Databricks.Jobs.Authentication;

/// <summary>Credentials with a token that expires and is refreshed.</summary>
internal class TokenCredentials : WorkspaceCredentials
{
    private readonly Secret _fingerprint;

    public TokenCredentials(
        CredentialsOrigin origin,
        Uri host,
        CredentialsContext context,
        Func<CancellationToken, Task<AccessToken>> fetch)
        : base(origin.Method, origin.Source, host)
    {
        _fingerprint = context.Settings.Fingerprint;
        WorkspaceId = context.WorkspaceId;
        Tokens = new TokenSource(fetch, context.Tools.Time);
    }

    public override DateTimeOffset? TokenExpiresAt => Tokens.ExpiresAt;

    internal override long TokenVersion => Tokens.Version;

    /// <summary>Whether only the first use shows that the method does not apply here.</summary>
    public bool MayBeUnavailable { get; init; }

    protected TokenSource Tokens { get; }

    internal override bool IsSame(WorkspaceCredentials other) =>
        base.IsSame(other) && ((TokenCredentials)other)._fingerprint.Reveal() == _fingerprint.Reveal();

    internal override async ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken)
    {
        try
        {
            await Tokens.RefreshAsync(rejectedVersion, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MethodUnavailableException exception)
        {
            throw exception.Reason;
        }
    }

    protected internal override ValueTask<bool> RefreshAsync(CancellationToken cancellationToken) =>
        RefreshAsync(TokenVersion, cancellationToken);

    protected internal override async ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        try
        {
            AccessToken token = await Tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Reveal());
        }
        catch (MethodUnavailableException exception) when (!MayBeUnavailable)
        {
            throw exception.Reason;
        }
    }
}
