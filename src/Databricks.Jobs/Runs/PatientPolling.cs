using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Asks how runs stand, and outlives ten minutes of whatever is in the way. Once the service has answered, only what it
/// refuses in so many words ends a wait: a login page, an unknown name or a token that nobody gives out may pass.
/// </summary>
internal sealed class PatientPolling
{
    private static readonly TimeSpan s_patience = RetryPolicy.Polling.Limit;
    private static readonly TimeSpan s_longestLogin = TimeSpan.FromMinutes(10);

    private readonly object _lock = new();
    private readonly JobsClientOptions _options;
    private readonly WorkspaceCredentials _credentials;
    private readonly TimeProvider _time;
    private readonly IProgress<ServiceOutage>? _progress;
    private readonly RetryPolicy _policy;
    private readonly TimeSpan _longestAttempt;
    private ServiceOutage? _outage;
    private long _begin;
    private long _latest;
    private int _failures;
    private bool _wasAnswered;

    public PatientPolling(JobsClient client, IProgress<ServiceOutage>? progress)
    {
        _options = client.Options;
        _credentials = client.Credentials;
        _time = _options.TimeProvider;
        _progress = progress;
        _policy = RetryPolicy.Polling with { Repeating = (problem, pause) => Note(problem, pause) };
        // No bound that an attempt could reach awake: each would pass for a sleep, and the wait would never end.
        _longestAttempt = ProgressTimer.LongestAttempt(_options.RequestTimeout) + s_longestLogin;
    }

    /// <summary>The outage that lasts; null if the latest answer was a good one.</summary>
    public ServiceOutage? Outage
    {
        get
        {
            lock (_lock) return _outage;
        }
    }

    public async Task<T> AskAsync<T>(
        Func<RetryPolicy, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan pause;
            try
            {
                T answer = await ask(_policy, cancellationToken).ConfigureAwait(false);
                End();
                return answer;
            }
            catch (JobsException exception) when (MayPass(exception) && WentWellBefore(exception))
            {
                pause = PauseAfter(exception);
                if (Note(exception.Problem, pause) + pause > s_patience) throw;
            }

            await _time.Pause(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the next attempt may end otherwise.</summary>
    public static bool MayPass(JobsException exception) => exception
        is WorkspaceUnreachableException
        or UnexpectedAnswerException
        or CredentialsException { MayPass: true }
        or JobsServiceException { StatusCode: >= 500, Kind: not ServiceErrorKind.NotImplemented };

    /// <summary>Whether it is an outage. What never went well is more likely wrong.</summary>
    private bool WentWellBefore(JobsException exception) =>
        _wasAnswered || (exception is CredentialsException && _credentials.TokenVersion > 0);

    private TimeSpan PauseAfter(JobsException exception)
    {
        if (exception is JobsServiceException) return RetryPolicy.Polling.ServerFaultPause;
        lock (_lock) return RetryPolicy.UsualPause(_failures + 1, _options.NextJitter());
    }

    /// <returns>How long the outage has lasted.</returns>
    private TimeSpan Note(string problem, TimeSpan pause)
    {
        ServiceOutage outage;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            // A machine that slept has not waited: its ten minutes begin when it wakes. (Some clocks go on meanwhile.)
            bool hasSlept = _outage is { } known
                && _time.GetElapsedTime(_latest, now) > known.RepeatsIn + _longestAttempt;
            if (_outage is null || hasSlept) (_begin, _failures) = (now, 0);
            _latest = now;
            _failures++;
            DateTimeOffset since = _failures == 1 ? _time.GetUtcNow() : _outage!.Since;
            outage = _outage =
                new ServiceOutage(since, _time.GetElapsedTime(_begin, now), problem, pause, isOver: false);
        }

        _progress?.Report(outage);
        return outage.Elapsed;
    }

    private void End()
    {
        ServiceOutage? ended;
        lock (_lock)
        {
            ended = _outage;
            _outage = null;
            _wasAnswered = true;
            if (ended is null) return;
            ended = new ServiceOutage(
                ended.Since, _time.GetElapsedTime(_begin), ended.Problem, TimeSpan.Zero, isOver: true);
        }

        _progress?.Report(ended);
    }
}
