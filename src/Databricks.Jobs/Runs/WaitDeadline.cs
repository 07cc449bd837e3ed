namespace Databricks.Jobs.Runs;

/// <summary>
/// The timeout of a wait. It is a timer, because timers stop while the machine sleeps.
/// </summary>
internal sealed class WaitDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public WaitDeadline(TimeProvider time, TimeSpan? limit, CancellationToken caller)
    {
        _time = time;
        _caller = caller;
        _timer = limit is { } duration ? time.CreateTimeout(duration) : new CancellationTokenSource();
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
    }

    /// <summary>Canceled when the wait times out, or when the caller cancels it.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the wait timed out and the caller has not canceled it.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Waits, but not beyond the timeout.</summary>
    public async Task DelayAsync(TimeSpan delay)
    {
        try
        {
            await _time.DelayAsync(delay, Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (HasPassed)
        {
            // A last poll follows, which sees what ended during this delay.
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
