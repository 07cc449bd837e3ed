using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Asks how runs stand, and outlives ten minutes of whatever is in the way. Once the service has answered, only what it
/// refuses in so many words ends a wait: a login page, an unknown name or a token that nobody gives out may pass.
/// </summary>
internal sealed class OutageTolerantPoller
{
    private static readonly TimeSpan s_maxOutage = RetryPolicy.Polling.Limit;
    private static readonly TimeSpan s_maxLoginDuration = TimeSpan.FromMinutes(10);

    private readonly object _lock = new();
    private readonly JobsClientOptions _options;
    private readonly WorkspaceCredentials _credentials;
    private readonly TimeProvider _time;
    private readonly IProgress<ServiceOutage>? _progress;
    private readonly RetryPolicy _policy;
    private readonly TimeSpan _maxAttemptDuration;
    private ServiceOutage? _outage;
    private long _outageStart;
    private long _latestFailure;
    private int _failures;
    private bool _hasSucceeded;

    public OutageTolerantPoller(JobsClient client, IProgress<ServiceOutage>? progress)
    {
        _options = client.Options;
        _credentials = client.Credentials;
        _time = _options.TimeProvider;
        _progress = progress;
        _policy = RetryPolicy.Polling with { OnRetry = (problem, delay) => RecordFailure(problem, delay) };
        // No bound that an attempt could reach awake: each would pass for a sleep, and the wait would never end.
        _maxAttemptDuration = StallTimeout.MaxAttemptDuration(_options.RequestTimeout) + s_maxLoginDuration;
    }

    /// <summary>The outage that lasts; null if the latest answer was a good one.</summary>
    public ServiceOutage? Outage
    {
        get
        {
            lock (_lock) return _outage;
        }
    }

    public async Task<T> PollAsync<T>(
        Func<RetryPolicy, CancellationToken, Task<T>> poll,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan delay;
            try
            {
                T result = await poll(_policy, cancellationToken).ConfigureAwait(false);
                RecordSuccess();
                return result;
            }
            catch (JobsException exception) when (IsTransient(exception) && HasSucceededBefore(exception))
            {
                delay = DelayAfter(exception);
                if (RecordFailure(exception.Problem, delay) + delay > s_maxOutage) throw;
            }

            await _time.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the next attempt may end otherwise.</summary>
    public static bool IsTransient(JobsException exception) => exception
        is WorkspaceUnreachableException
        or UnexpectedResponseException
        or CredentialsException { IsTransient: true }
        or JobsServiceException { StatusCode: >= 500, Kind: not ServiceErrorKind.NotImplemented };

    /// <summary>Whether it is an outage. What never went well is more likely wrong.</summary>
    private bool HasSucceededBefore(JobsException exception) =>
        _hasSucceeded || (exception is CredentialsException && _credentials.TokenVersion > 0);

    private TimeSpan DelayAfter(JobsException exception)
    {
        if (exception is JobsServiceException) return RetryPolicy.Polling.ServerErrorDelay;
        lock (_lock) return RetryPolicy.DefaultDelay(_failures + 1, _options.NextJitter());
    }

    /// <returns>How long the outage has lasted.</returns>
    private TimeSpan RecordFailure(string problem, TimeSpan delay)
    {
        ServiceOutage outage;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            // A machine that slept has not waited: its ten minutes begin when it wakes. (Some clocks go on meanwhile.)
            bool hasSlept = _outage is { } known
                && _time.GetElapsedTime(_latestFailure, now) > known.RepeatsIn + _maxAttemptDuration;
            if (_outage is null || hasSlept) (_outageStart, _failures) = (now, 0);
            _latestFailure = now;
            _failures++;
            DateTimeOffset since = _failures == 1 ? _time.GetUtcNow() : _outage!.Since;
            outage = _outage =
                new ServiceOutage(since, _time.GetElapsedTime(_outageStart, now), problem, delay, isOver: false);
        }

        _progress?.Report(outage);
        return outage.Elapsed;
    }

    private void RecordSuccess()
    {
        ServiceOutage? ended;
        lock (_lock)
        {
            ended = _outage;
            _outage = null;
            _hasSucceeded = true;
            if (ended is null) return;
            ended = new ServiceOutage(
                ended.Since, _time.GetElapsedTime(_outageStart), ended.Problem, TimeSpan.Zero, isOver: true);
        }

        _progress?.Report(ended);
    }
}
