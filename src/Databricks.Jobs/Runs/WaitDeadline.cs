namespace Databricks.Jobs.Runs;

/// <summary>
/// How long a wait may take. A timer counts it, because timers stand still while the machine sleeps.
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

    /// <summary>Ends when the time is up, or when the caller ends the wait.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is up and the caller still waits.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Pauses, no longer than there is time.</summary>
    public async Task DelayAsync(TimeSpan delay)
    {
        try
        {
            await _time.DelayAsync(delay, Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (HasPassed)
        {
            // What ended in this pause is seen by a last look.
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
