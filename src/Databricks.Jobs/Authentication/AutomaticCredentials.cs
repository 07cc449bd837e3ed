namespace Databricks.Jobs.Authentication;

/// <summary>Several methods that might do: the first use shows which, and it stays with that one.</summary>
internal sealed class AutomaticCredentials(IReadOnlyList<WorkspaceCredentials> candidates)
    : WorkspaceCredentials(
        string.Join(" or ", candidates.Select(static one => one.Method)),
        string.Join(" or ", candidates.Select(static one => one.Source)),
        candidates[0].Host)
{
    private volatile WorkspaceCredentials? _chosen;

    public override string Method => _chosen?.Method ?? base.Method;

    public override string Source => _chosen?.Source ?? base.Source;

    public override Uri Host => _chosen?.Host ?? base.Host;

    public override DateTimeOffset? TokenExpiresAt => _chosen?.TokenExpiresAt;

    internal override long TokenVersion => _chosen?.TokenVersion ?? 0;

    private IReadOnlyList<WorkspaceCredentials> Candidates { get; } = candidates;

    internal override bool IsSame(WorkspaceCredentials other) =>
        other is AutomaticCredentials { Candidates: { } others }
        && others.Count == Candidates.Count
        && Candidates.Zip(others, static (one, another) => one.IsSame(another)).All(static same => same);

    internal override ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken) =>
        (_chosen ?? Candidates[0]).FindHostAsync(cancellationToken);

    internal override ValueTask<bool> RefreshAsync(long refused, CancellationToken cancellationToken) =>
        _chosen?.RefreshAsync(refused, cancellationToken) ?? new ValueTask<bool>(false);

    protected internal override ValueTask<bool> RefreshAsync(CancellationToken cancellationToken) =>
        RefreshAsync(TokenVersion, cancellationToken);

    protected internal override async ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        if (_chosen is { } chosen)
        {
            await AuthorizeAsync(chosen, request, cancellationToken).ConfigureAwait(false);
            return;
        }

        List<CredentialsException> reasons = [];
        foreach (WorkspaceCredentials candidate in Candidates)
        {
            try
            {
                await candidate.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
                _chosen = candidate;
                return;
            }
            catch (MethodUnavailableException exception)
            {
                reasons.Add(exception.Reason);
            }
        }

        throw new CredentialsException(
            "No method that was tried gave a token. " + string.Join(" ", reasons.Select(static one => one.Problem)),
            string.Join(" Or: ", reasons.Select(static one => one.RecommendedAction).Distinct()));
    }

    private static async ValueTask AuthorizeAsync(
        WorkspaceCredentials chosen,
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        try
        {
            await chosen.AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (MethodUnavailableException exception)
        {
            throw exception.Reason;
        }
    }
}
