using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Waits for one run to end.</summary>
internal sealed class RunWaiter(JobsClient client)
{
    private const int MaxDelaySeconds = 10;

    private readonly JobsClient _client = client;
    private readonly TimeProvider _time = client.Options.TimeProvider;
    private Run? _latest;

    /// <summary>Polls a run like <see cref="WaitAsync"/>; an error comes with the run as it was last read.</summary>
    public async Task<RunWaitResult> TryWaitAsync(
        long runId,
        RunWaitOptions options,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            Run run = await WaitAsync(runId, options, progress, cancellationToken).ConfigureAwait(false);
            return new RunWaitResult(runId, run, null);
        }
        catch (JobsException exception)
        {
            return new RunWaitResult(runId, _latest, exception);
        }
    }

    /// <summary>Polls a run until it has ended (jobs/runs/get).</summary>
    public async Task<Run> WaitAsync(
        long runId,
        RunWaitOptions options,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var deadline = new WaitDeadline(_time, options.Timeout, cancellationToken);
        var policy = new WaitRetryPolicy(_client, options.Outages, options.IsNewRun);
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
                _latest = run;
                if (!isLast) policy.RecordSuccess();
            }
            catch (OperationCanceledException) when (deadline.HasPassed && !isLast && policy.Outage is null)
            {
                continue;
            }
            catch (Exception exception) when (
                deadline.HasPassed && (exception is OperationCanceledException || policy.IsOutage(exception)))
            {
                throw await WaitTimeout
                    .ExpireAsync(_client, runId, _latest, options, policy.Outage, exception, cancellationToken)
                    .ConfigureAwait(false);
            }

            var outcome = RunOutcome.Of(run);
            progress?.Report(new RunProgress(run, outcome, poll, _time.GetElapsedTime(start)));
            if (outcome.IsFinished && RepairHistory.IsFinished(run, options.RepairId)) return run;
            if (isLast)
            {
                throw await WaitTimeout
                    .ExpireAsync(_client, runId, _latest, options, outage: null, cause: null, cancellationToken)
                    .ConfigureAwait(false);
            }

            TimeSpan delay =
                TimeSpan.FromSeconds(Math.Min(poll, MaxDelaySeconds)) + _client.Options.NextJitter();
            await deadline.DelayAsync(delay).ConfigureAwait(false);
        }
    }

    private Task<Run> GetRunAsync(long runId, RetryPolicy policy, CancellationToken cancellationToken) =>
        _client.GetRunAsync(runId, includeHistory: true, includeResolvedValues: false, policy, cancellationToken);
}
