using Databricks.Jobs.Http;

namespace Databricks.Jobs.Runs;

/// <summary>
/// The retries of a wait: they tolerate outages of up to ten minutes. Once the service has responded, only what it
/// rejects explicitly ends a wait; a login page, an unknown name or a token that cannot be obtained may be temporary.
/// Keeps the record of the outage for all requests of one wait.
/// </summary>
internal sealed record WaitRetryPolicy : RetryPolicy
{
    /// <summary>How long an outage may last.</summary>
    public static readonly TimeSpan MaxOutage = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_maxLoginDuration = TimeSpan.FromMinutes(10);
    // What the service advises for polling.
    private static readonly TimeSpan s_serverErrorDelay = TimeSpan.FromSeconds(30);

    private readonly object _lock = new();
    private readonly IRequestAuthorizer _credentials;
    private readonly TimeProvider _time;
    private readonly IProgress<ServiceOutage>? _progress;
    private readonly TimeSpan _maxAttemptDuration;
    private bool _isNewRun;
    private ServiceOutage? _outage;
    private long _outageStart;
    private long _latestFailure;
    private bool _hasSucceeded;

    /// <param name="client">The client whose runs are waited for.</param>
    /// <param name="progress">Receives outages.</param>
    /// <param name="isNewRun">Whether the wait is for a run that was just started.</param>
    public WaitRetryPolicy(JobsClient client, IProgress<ServiceOutage>? progress, bool isNewRun = false)
        : base(MaxOutage, s_serverErrorDelay)
    {
        _credentials = client.Credentials;
        _time = client.Options.TimeProvider;
        _progress = progress;
        _isNewRun = isNewRun;
        // Longer than any attempt of a machine that is awake. Otherwise each attempt would count as sleep, and the wait
        // would never end.
        _maxAttemptDuration = StallTimeout.MaxAttemptDuration(client.Options.RequestTimeout) + s_maxLoginDuration;
    }

    /// <summary>The outage in progress; null if the latest poll succeeded.</summary>
    public ServiceOutage? Outage
    {
        get
        {
            lock (_lock) return _outage;
        }
    }

    /// <summary>Whether another attempt can succeed.</summary>
    public static bool IsTransient(Exception exception) => exception
        is WorkspaceUnreachableException
        or UnexpectedResponseException
        or CredentialsException { IsTransient: true }
        or JobsServiceException { StatusCode: >= 500, Kind: not ServiceErrorKind.NotImplemented };

    /// <summary>Whether an error counts as an outage, so that the wait continues.</summary>
    public bool IsOutage(Exception exception) =>
        IsTransient(exception) || (_isNewRun && exception is NotFoundException or PermissionDeniedException);

    /// <inheritdoc/>
    public override TimeSpan? NextDelay(FailedAttempt attempt, TimeSpan jitter)
    {
        bool isOutage = HasSucceededBefore(attempt.Error);
        bool mayPass = IsOutage(attempt.Error) || RetryRules.AllowAnother(attempt.Failure, attempt.Safety);
        TimeSpan? delay = isOutage && mayPass
            ? DelayAfter(attempt.Failure, attempt.Number, jitter)
            : base.NextDelay(attempt, jitter);
        if (delay is not { } next || next <= TimeSpan.Zero) return delay;
        TimeSpan elapsed = RecordFailure(attempt.Failure.Problem, next);
        return isOutage && elapsed + next > MaxOutage ? null : next;
    }

    /// <summary>Ends the outage, if there is one: a poll has succeeded.</summary>
    public void RecordSuccess()
    {
        ServiceOutage? ended;
        lock (_lock)
        {
            ended = _outage;
            _outage = null;
            _hasSucceeded = true;
            _isNewRun = false;
            if (ended is null) return;
            ended = new ServiceOutage(
                ended.Since, _time.GetElapsedTime(_outageStart), ended.Problem, TimeSpan.Zero, isOver: true);
        }

        _progress?.Report(ended);
    }

    // A request that never succeeded is more likely wrong than affected by an outage.
    private bool HasSucceededBefore(JobsException exception) =>
        _hasSucceeded || _isNewRun || (exception is CredentialsException && _credentials.TokenVersion > 0);

    /// <returns>How long the outage has lasted.</returns>
    private TimeSpan RecordFailure(string problem, TimeSpan delay)
    {
        ServiceOutage outage;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            // After sleep, the ten minutes start again. (Some clocks continue while the machine sleeps.)
            bool hasSlept = _outage is { } known
                && _time.GetElapsedTime(_latestFailure, now) > known.RepeatsIn + _maxAttemptDuration;
            bool isNew = _outage is null || hasSlept;
            if (isNew) _outageStart = now;
            _latestFailure = now;
            outage = _outage = new ServiceOutage(
                isNew ? _time.GetUtcNow() : _outage!.Since,
                _time.GetElapsedTime(_outageStart, now),
                problem,
                delay,
                isOver: false);
        }

        _progress?.Report(outage);
        return outage.Elapsed;
    }
}
