namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Closes a connection if a step takes too long.</summary>
/// <remarks>
/// It closes the connection instead of canceling the step, because on .NET Framework a pending read or write ignores
/// its cancellation token.
/// </remarks>
internal sealed class ConnectionTimer(TimeProvider time, Action close) : IDisposable
{
    private readonly ITimer _timer =
        time.CreateTimer(_ => close(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Starts the time of the next step, which ends that of the previous one.</summary>
    public void Start(TimeSpan timeout) => _timer.Change(timeout, Timeout.InfiniteTimeSpan);

    public void Stop() => Start(Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
