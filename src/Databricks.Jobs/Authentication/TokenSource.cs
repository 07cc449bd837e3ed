namespace Databricks.Jobs.Authentication;

/// <summary>
/// Keeps one token and gets the next one early: one request for all waiting callers, and in the background while the
/// current token is still valid.
/// </summary>
internal sealed class TokenSource(Func<CancellationToken, Task<AccessToken>> fetch, TimeProvider time)
{
    // The service rejects a token shortly before it expires, and a request takes a moment to arrive.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_maxRefreshLead = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_backOffAfterFailure = TimeSpan.FromMinutes(1);

    private readonly object _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _fetching;
    private TimeSpan _lifetime;
    private DateTimeOffset _receivedAt;
    private long _receivedStamp;
    private long? _failedStamp;
    private long _version;

    /// <summary>The number of tokens so far.</summary>
    public long Version
    {
        get
        {
            lock (_lock) return _version;
        }
    }

    /// <summary>When the current token expires; null if there is none or if its expiration is not known.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get
        {
            lock (_lock) return _current?.ExpiresAt;
        }
    }

    /// <summary>Whether a token request is in progress.</summary>
    public bool IsFetching
    {
        get
        {
            lock (_lock) return _fetching is not null;
        }
    }

    /// <exception cref="CredentialsException">No token can be obtained.</exception>
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> fetching;
        lock (_lock)
        {
            TimeSpan left = _lifetime - Age();
            if (_current is { } current && left > s_margin)
            {
                if (left <= RefreshLead() && !IsBackingOff() && _fetching is null) StartFetch();
                return current;
            }

            fetching = StartFetch();
        }

        return await fetching.WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replaces a rejected token with a new one, unless that has already happened.</summary>
    /// <param name="rejectedVersion">The <see cref="Version"/> that was rejected.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
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

    // Measured by the clock that advanced further: the monotonic clock may stop while the machine sleeps, and the wall
    // clock is sometimes set back. Overestimating the age costs a request; underestimating it, a rejected request.
    private TimeSpan Age()
    {
        TimeSpan wallClockAge = time.GetUtcNow() - _receivedAt;
        TimeSpan monotonicAge = time.GetElapsedTime(_receivedStamp);
        return wallClockAge > monotonicAge ? wallClockAge : monotonicAge;
    }

    private TimeSpan RefreshLead()
    {
        var half = TimeSpan.FromTicks(_lifetime.Ticks / 2);
        return half < s_maxRefreshLead ? half : s_maxRefreshLead;
    }

    private bool IsBackingOff() => _failedStamp is { } failed && time.GetElapsedTime(failed) < s_backOffAfterFailure;

    // Called under the lock. Runs on its own thread and cannot be canceled: other callers may wait for it.
    private Task<AccessToken> StartFetch()
    {
        if (_fetching is { } active) return active;
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
        _lifetime = token.ExpiresAt is { } end ? end - _receivedAt : TimeSpan.MaxValue;
    }
}

/// <summary>A token and when it expires.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresAt">When it expires; null if this is not known.</param>
internal sealed record AccessToken(Secret Value, DateTimeOffset? ExpiresAt);
