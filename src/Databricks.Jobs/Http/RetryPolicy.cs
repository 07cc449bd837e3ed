namespace Databricks.Jobs.Http;

/// <summary>The delays between attempts, and when to stop.</summary>
/// <param name="Limit">No attempt starts later than this after the first one.</param>
/// <param name="ServerErrorDelay">The minimum delay after a status of 500 or higher.</param>
internal record RetryPolicy(TimeSpan Limit, TimeSpan ServerErrorDelay)
{
    private const int MaxDefaultDelaySeconds = 10;

    /// <summary>A single attempt, immediately.</summary>
    public static RetryPolicy Single { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>
    /// The limit for a connection that is refused at an address that has never responded: the address is more likely
    /// wrong than temporarily unavailable.
    /// </summary>
    public static TimeSpan LimitAtUnknownAddress { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Decides on another attempt.</summary>
    /// <param name="attempt">The attempt that failed.</param>
    /// <param name="jitter">From 0 to 1 s, so that clients that failed together do not retry together.</param>
    /// <returns>The delay before the next attempt; null if there is none.</returns>
    public virtual TimeSpan? NextDelay(FailedAttempt attempt, TimeSpan jitter)
    {
        AttemptFailure failure = attempt.Failure;
        if (failure.IsRefusedLocally || !RetryRules.AllowAnother(failure, attempt.Safety)) return null;
        TimeSpan delay = DelayAfter(failure, attempt.Number, jitter);
        TimeSpan limit = failure.IsUnknownAddress && Limit > LimitAtUnknownAddress ? LimitAtUnknownAddress : Limit;
        return delay <= limit - attempt.Elapsed ? delay : null;
    }

    /// <param name="failure">What went wrong.</param>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    /// <param name="jitter">From 0 to 1 s, so that clients that failed together do not retry together.</param>
    public TimeSpan DelayAfter(AttemptFailure failure, int attempt, TimeSpan jitter)
    {
        TimeSpan usual = TimeSpan.FromSeconds(Math.Min(attempt, MaxDefaultDelaySeconds)) + jitter;
        TimeSpan delay = failure.RetryAfter switch
        {
            null => usual,
            // Only once without a delay: a response that repeats it would make the client spin.
            { } wait when wait <= TimeSpan.Zero => attempt == 1 ? TimeSpan.Zero : usual,
            { } wait => wait,
        };
        return failure.StatusCode >= 500 && delay < ServerErrorDelay ? ServerErrorDelay : delay;
    }
}
