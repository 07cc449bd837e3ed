using Databricks.Jobs.Http;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Cancels runs for a caller that is itself being canceled: a request is sent immediately, its response is awaited
/// briefly, and a slower request continues in the background while the process runs.
/// </summary>
internal sealed class RunCanceler(JobsClient client)
{
    // Together with the work of the caller, a prompt returns within half a second.
    private static readonly TimeSpan s_briefWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_maxStartDuration = TimeSpan.FromSeconds(10);

    private readonly JobsClient _client = client;
    private readonly TimeProvider _time = client.Options.TimeProvider;

    /// <summary>Cancels runs (jobs/runs/cancel) at the same time, and waits briefly for the responses.</summary>
    public Task CancelSoonAsync(IEnumerable<long> runIds) =>
        WaitBrieflyAsync(Task.WhenAll(runIds.Select(CancelAsync).ToArray()));

    /// <summary>Starts a run; if the caller cancels the start, it cancels the run that was started.</summary>
    public async Task<T> StartAsync<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var end = new CancellationTokenSource();
        Task<T> starting = start(end.Token);
        try
        {
            return await starting.WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await WaitBrieflyAsync(CancelStartedAsync(starting, runId, end)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task CancelStartedAsync<T>(Task<T> starting, Func<T, long?> runId, CancellationTokenSource end)
    {
        using (end)
        using (CancellationTokenSource timer = _time.CreateTimeout(s_maxStartDuration))
        using (timer.Token.Register(end.Cancel))
        {
            if (runId(await starting.ConfigureAwait(false)) is { } started)
            {
                await CancelAsync(started).ConfigureAwait(false);
            }
        }
    }

    private async Task CancelAsync(long runId)
    {
        try
        {
            // This bypasses a closed rate limit gate, because later may be too late.
            await _client.CancelRunAsync(runId, RetryPolicy.Single, CancellationToken.None).ConfigureAwait(false);
        }
        catch (JobsException exception) when (
            WaitRetryPolicy.IsTransient(exception) || exception is TooManyRequestsException)
        {
            await _client.CancelRunAsync(runId, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task WaitBrieflyAsync(Task work) => await Task
        .WhenAny(work.ObserveAsync(), _time.DelayAsync(s_briefWait, CancellationToken.None))
        .ConfigureAwait(false);
}
