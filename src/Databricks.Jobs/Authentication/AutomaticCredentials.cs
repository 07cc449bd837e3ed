namespace Databricks.Jobs.Authentication;

/// <summary>Several methods that may apply. The first one that returns a token is used from then on.</summary>
internal sealed class AutomaticCredentials(
    IReadOnlyList<WorkspaceCredentials> candidates,
    IReadOnlyList<(string Problem, string Action)> hints)
    : WorkspaceCredentials(
        string.Join(" or ", candidates.Select(static one => one.Method)),
        string.Join(" or ", candidates.Select(static one => one.Source)),
        candidates[0].Host)
{
    private volatile WorkspaceCredentials? _chosen;
    private volatile Uri? _host;

    public override string Method => _chosen?.Method ?? base.Method;

    public override string Source => _chosen?.Source ?? base.Source;

    // One of them looks it up, possibly before it is known which one is used.
    public override Uri Host => _host ?? base.Host;

    public override string? WorkspaceId => Candidates[0].WorkspaceId;

    public override DateTimeOffset? TokenExpiresAt => _chosen?.TokenExpiresAt;

    internal override long TokenVersion => _chosen?.TokenVersion ?? 0;

    private IReadOnlyList<WorkspaceCredentials> Candidates { get; } = candidates;

    internal override bool IsSame(WorkspaceCredentials other) =>
        other is AutomaticCredentials { Candidates: { } others }
        && others.Count == Candidates.Count
        && Candidates.Zip(others, static (one, another) => one.IsSame(another)).All(static same => same);

    internal override async ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken)
    {
        if (_host is { } known) return known;
        await FirstAsync(async one => _host = await one.FindHostAsync(cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        return _host!;
    }

    internal override ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken) =>
        _chosen?.RefreshAsync(rejectedVersion, cancellationToken) ?? new ValueTask<bool>(false);

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

        _chosen = await FirstAsync(one => one.AuthorizeAsync(request, cancellationToken).AsTask())
            .ConfigureAwait(false);
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

    /// <returns>The first candidate that succeeds.</returns>
    private async Task<WorkspaceCredentials> FirstAsync(Func<WorkspaceCredentials, Task> use)
    {
        List<CredentialsException> reasons = [];
        foreach (WorkspaceCredentials candidate in Candidates)
        {
            try
            {
                await use(candidate).ConfigureAwait(false);
                return candidate;
            }
            catch (MethodUnavailableException exception)
            {
                reasons.Add(exception.Reason);
            }
        }

        string problems = string.Join(" ", reasons.Select(static one => one.Problem));
        foreach ((string problem, _) in hints) problems += $" {problem}.";
        IEnumerable<string> actions = reasons
            .Select(static one => one.RecommendedAction)
            .Concat(hints.Select(static hint => hint.Action))
            .Distinct();
        throw new CredentialsException(
            "None of the methods returned a token. " + problems,
            string.Join(" Or: ", actions));
    }
}
