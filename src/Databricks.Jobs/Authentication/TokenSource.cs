namespace Databricks.Jobs.Authentication;

/// <summary>
/// Keeps one token and gets the next in time: one call for all who wait, ahead of need while the present one still
/// serves.
/// </summary>
internal sealed class TokenSource(Func<CancellationToken, Task<AccessToken>> fetch, TimeProvider time)
{
    // The service refuses a token somewhat before its end, and a request takes a moment to arrive.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_maxRefreshLead = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_backOffAfterFailure = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _fetching;
    private TimeSpan _life;
    private DateTimeOffset _receivedAt;
    private long _receivedStamp;
    private long? _failedStamp;
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
            TimeSpan left = _life - Age();
            if (_current is { } current && left > s_margin)
            {
                if (left <= RefreshLead() && !IsBackingOff() && _fetching is null) StartFetch();
                return current;
            }

            fetching = StartFetch();
        }

        return await fetching.WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a new token in place of one that was refused, unless that has been done already.</summary>
    /// <param name="rejectedVersion">The <see cref="Version"/> that was refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RefreshAsync(long rejectedVersion, CancellationToken cancellationToken)
    {
        Task<AccessToken> fetching;
        lock (_lock)
        {
            if (_version != rejectedVersion && _current is not null) return;
            _current = null;
            fetching = StartFetch();
        }

        await fetching.WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
    }

    // By the clock that went further: the steady one may stand still while the machine sleeps, and the other is set back
    // at times. A token that seems older than it is costs a call; one that seems younger is refused.
    private TimeSpan Age()
    {
        TimeSpan wallClockAge = time.GetUtcNow() - _receivedAt;
        TimeSpan steadyClockAge = time.GetElapsedTime(_receivedStamp);
        return wallClockAge > steadyClockAge ? wallClockAge : steadyClockAge;
    }

    private TimeSpan RefreshLead()
    {
        TimeSpan half = TimeSpan.FromTicks(_life.Ticks / 2);
        return half < s_maxRefreshLead ? half : s_maxRefreshLead;
    }

    private bool IsBackingOff() => _failedStamp is { } failed && time.GetElapsedTime(failed) < s_backOffAfterFailure;

    // Called under the lock. On a thread of its own, and not to be called off: others may wait for it too, or nobody.
    private Task<AccessToken> StartFetch()
    {
        if (_fetching is { } present) return present;
        _fetching = Task.Run(FetchAsync, CancellationToken.None);
        _ = _fetching.ObserveAsync();
        return _fetching;
    }

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
                Store(token);
            }
        }
    }

    private void Store(AccessToken? token)
    {
        _failedStamp = token is null ? time.GetTimestamp() : null;
        if (token is null) return;
        _version++;
        _current = token;
        _receivedAt = time.GetUtcNow();
        _receivedStamp = time.GetTimestamp();
        _life = token.ExpiresAt is { } end ? end - _receivedAt : TimeSpan.MaxValue;
    }
}

/// <summary>A token that was had from somewhere, and when it ends.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresAt">Its end; null if it was not told.</param>
internal sealed record AccessToken(Secret Value, DateTimeOffset? ExpiresAt);
