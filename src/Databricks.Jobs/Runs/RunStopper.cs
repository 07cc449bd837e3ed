using Databricks.Jobs.Http;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Stops runs for one who is called off and has no time to wait for it: a request is sent at once, its answer is waited
/// for a moment, and if it takes longer it goes on in the background as long as the process lives.
/// </summary>
public sealed class RunStopper
{
    // With what a program needs besides, the prompt is back within half a second.
    private static readonly TimeSpan s_briefWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_maxStartDuration = TimeSpan.FromSeconds(10);

    private readonly JobsClient _client;
    private readonly TimeProvider _time;

    /// <summary>Creates a stopper.</summary>
    public RunStopper(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
        _time = client.Options.TimeProvider;
    }

    /// <summary>Asks for a run to be canceled (jobs/runs/cancel), and waits a moment for the answer.</summary>
    /// <param name="runId">The run's id.</param>
    /// <returns>A task that ends soon, and well, whatever becomes of the request.</returns>
    public Task StopSoonAsync(long runId) => WaitBrieflyAsync(StopAsync(runId));

    /// <summary>
    /// Starts a run. If the caller ends this while the answer is outstanding, the start goes on in the background for
    /// ten seconds at most, and what it started is stopped.
    /// </summary>
    /// <param name="start">Starts the run.</param>
    /// <param name="runId">Reads the run's id from the answer.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The answer of the start.</returns>
    public async Task<T> StartAsync<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        CancellationToken cancellationToken)
    {
        ArgumentChecks.NotNull(start, nameof(start));
        ArgumentChecks.NotNull(runId, nameof(runId));
        cancellationToken.ThrowIfCancellationRequested();
        var end = new CancellationTokenSource();
        Task<T> starting = start(end.Token);
        try
        {
            return await starting.WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await WaitBrieflyAsync(StopStartedAsync(starting, runId, end)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task StopStartedAsync<T>(Task<T> starting, Func<T, long?> runId, CancellationTokenSource end)
    {
        using (end)
        using (CancellationTokenSource timer = _time.CreateTimeout(s_maxStartDuration))
        using (timer.Token.Register(end.Cancel))
        {
            if (runId(await starting.ConfigureAwait(false)) is { } started)
                await StopAsync(started).ConfigureAwait(false);
        }
    }

    private async Task StopAsync(long runId)
    {
        try
        {
            // Past a gate that a refusal of other requests has shut: there may be no later.
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
