using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Waits for runs to end. It asks after 1, 2, 3 ... and then every 10 s, outlives ten minutes of a service that does
/// not answer, the end of a token and the sleep of the machine, and has no limit of its own.
/// </summary>
public sealed class RunWaiter
{
    private const int MaxDelaySeconds = 10;

    private readonly JobsClient _client;
    private readonly TimeProvider _time;

    /// <summary>Creates a waiter.</summary>
    public RunWaiter(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
        _time = client.Options.TimeProvider;
    }

    /// <summary>Waits until a run has ended, well or not (jobs/runs/get).</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="options">How to wait; null for the usual.</param>
    /// <param name="progress">Is told after each look how the run stands.</param>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <returns>The run as it ended.</returns>
    /// <exception cref="RunWaitTimeoutException">The time given is up.</exception>
    public async Task<Run> WaitAsync(
        long runId,
        RunWaitOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new RunWaitOptions();
        using var deadline = new WaitDeadline(_time, options.Timeout, cancellationToken);
        var policy = new WaitRetryPolicy(_client, options.Outages);
        long start = _time.GetTimestamp();
        for (int poll = 1; ; poll++)
        {
            Run run;
            bool isLast = deadline.HasPassed;
            try
            {
                run = isLast
                    ? await GetRunAsync(runId, RetryPolicy.Single, cancellationToken).ConfigureAwait(false)
                    : await GetRunAsync(runId, policy, deadline.Token).ConfigureAwait(false);
                if (!isLast) policy.RecordSuccess();
            }
            catch (OperationCanceledException) when (deadline.HasPassed && !isLast && policy.Outage is null)
            {
                continue;
            }
            catch (Exception exception) when (deadline.HasPassed && IsMissingResponse(exception))
            {
                throw await WaitTimeout
                    .ExpireAsync(_client, runId, options, policy.Outage, exception, cancellationToken)
                    .ConfigureAwait(false);
            }

            RunOutcome outcome = RunOutcome.Of(run);
            progress?.Report(new RunProgress(run, outcome, poll, _time.GetElapsedTime(start)));
            if (outcome.IsFinished && RepairHistory.IsFinished(run, options.RepairId)) return run;
            if (isLast)
            {
                throw await WaitTimeout
                    .ExpireAsync(_client, runId, options, outage: null, cause: null, cancellationToken)
                    .ConfigureAwait(false);
            }

            TimeSpan delay =
                TimeSpan.FromSeconds(Math.Min(poll, MaxDelaySeconds)) + _client.Options.NextJitter();
            await deadline.DelayAsync(delay).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a run has ended (jobs/runs/get), and takes every ending but success as an error.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="options">How to wait, and what counts as success; null for the usual.</param>
    /// <param name="progress">Is told after each look how the run stands.</param>
    /// <param name="cancellationToken">Ends the wait, not the run.</param>
    /// <returns>The run as it ended.</returns>
    /// <exception cref="RunFailedException">The run did not succeed; it names the failed tasks and why.</exception>
    /// <exception cref="RunWaitTimeoutException">The time given is up.</exception>
    public async Task<Run> WaitForSuccessAsync(
        long runId,
        RunWaitOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Run run = await WaitAsync(runId, options, progress, cancellationToken).ConfigureAwait(false);
        await RequireSuccessAsync(run, options?.AcceptSuccessWithFailures ?? false, cancellationToken)
            .ConfigureAwait(false);
        return run;
    }

    /// <summary>Takes every ending but success as an error.</summary>
    /// <param name="run">A run that has ended, with its tasks.</param>
    /// <param name="acceptSuccessWithFailures">Whether SUCCESS_WITH_FAILURES counts as a success.</param>
    /// <param name="cancellationToken">Ends the requests for the errors of the failed tasks.</param>
    /// <exception cref="RunFailedException">The run did not succeed; it names the failed tasks and why.</exception>
    public async Task RequireSuccessAsync(
        Run run,
        bool acceptSuccessWithFailures = false,
        CancellationToken cancellationToken = default)
    {
        if (RunOutcome.Of(run).Succeeded(acceptSuccessWithFailures)) return;
        IReadOnlyList<FailedTask> failed =
            await new FailedTaskReader(_client).ReadAsync(run, cancellationToken).ConfigureAwait(false);
        throw new RunFailedException(run, failed);
    }

    private static bool IsMissingResponse(Exception exception) =>
        exception is OperationCanceledException || WaitRetryPolicy.IsTransient(exception);

    private Task<Run> GetRunAsync(long runId, RetryPolicy policy, CancellationToken cancellationToken) =>
        _client.GetRunAsync(runId, includeHistory: true, includeResolvedValues: false, policy, cancellationToken);
}
