using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>
/// Keeps one token and gets the next in time: one call for all who wait, ahead of need while the present one still
/// serves.
/// </summary>
internal sealed class TokenSource(Func<CancellationToken, Task<AccessToken>> fetch, TimeProvider time)
{
    // The service refuses a token somewhat before its end, and a request takes a moment to arrive.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_longestLead = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_quietAfterFailure = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _fetching;
    private DateTimeOffset _refreshFrom;
    private DateTimeOffset _quietUntil;
    private long _version;

    /// <summary>How many tokens there have been.</summary>
    public long Version
    {
        get
        {
            lock (_lock) return _version;
        }
    }

    /// <summary>When the present token ends; null if there is none or it is not known.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            lock (_lock) return _current?.ExpiresAt;
        }
    }

    /// <summary>Whether a call for a token is under way.</summary>
    public bool IsFetching
    {
        get
        {
            lock (_lock) return _fetching is not null;
        }
    }

    /// <exception cref="CredentialsException">There is no token to be had.</exception>
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> fetching;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (_current is { } current && !IsExpired(current, now))
            {
                if (now >= _refreshFrom && now >= _quietUntil && _fetching is null) _ = Abandoned.EndAsync(Begin());
                return current;
            }

            fetching = Begin();
        }

        return await fetching.OrCanceled(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a new token in place of one that was refused, unless that has been done already.</summary>
    /// <param name="refused">The <see cref="Version"/> that was refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RenewAsync(long refused, CancellationToken cancellationToken)
    {
        Task<AccessToken> fetching;
        lock (_lock)
        {
            if (_version != refused && _current is not null) return;
            _current = null;
            fetching = Begin();
        }

        await fetching.OrCanceled(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsExpired(AccessToken token, DateTimeOffset now) => token.ExpiresAt - s_margin <= now;

    // Called under the lock. On a thread of its own, and not to be called off: others may wait for it too.
    private Task<AccessToken> Begin() => _fetching ??= Task.Run(FetchAsync, CancellationToken.None);

    private async Task<AccessToken> FetchAsync()
    {
        AccessToken? token = null;
        try
        {
            return token = await fetch(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _fetching = null;
                Keep(token, time.GetUtcNow());
            }
        }
    }

    private void Keep(AccessToken? token, DateTimeOffset now)
    {
        if (token is null)
        {
            _quietUntil = now + s_quietAfterFailure;
            return;
        }

        _version++;
        _current = token;
        _refreshFrom = DateTimeOffset.MaxValue;
        if (token.ExpiresAt is not { } end) return;
        TimeSpan half = TimeSpan.FromTicks((end - now).Ticks / 2);
        _refreshFrom = end - (half < s_longestLead ? half : s_longestLead);
    }
}
