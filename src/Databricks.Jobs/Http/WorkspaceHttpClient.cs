using System.Diagnostics.CodeAnalysis;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Http;

/// <summary>Sends requests to one workspace: credentials, retries, errors and trace.</summary>
internal sealed class WorkspaceHttpClient : IDisposable
{
    private const int MaxBodyLength = 10 * 1024 * 1024;
    private const int MaxErrorBodyLength = 1024 * 1024;

    private readonly HttpMessageInvoker _invoker;
    private readonly HttpOptions _options;
    private readonly IRequestAuthorizer _credentials;
    private readonly TimeProvider _time;
    private readonly RateLimitGate _gate;
    private readonly RetryPolicy _policy;
    private readonly Uri? _host;
    private bool _wasReached;
    private KnownSecrets _secrets = KnownSecrets.None;

    /// <param name="host">The workspace; null for the one that the credentials are for.</param>
    /// <param name="credentials">What requests are signed with.</param>
    /// <param name="options">How requests are sent.</param>
    public WorkspaceHttpClient(Uri? host, IRequestAuthorizer credentials, HttpOptions options)
    {
        _host = host;
        _options = options;
        _credentials = credentials;
        _time = options.Time;
        _gate = new RateLimitGate(_time);
        _policy = new RetryPolicy(options.RetryTimeout, TimeSpan.Zero);
        // Not an HttpClient, which has a timeout and default headers of its own.
        _invoker = options.Handler is { } handler
            ? new HttpMessageInvoker(handler, disposeHandler: false)
            : new HttpMessageInvoker(HttpHandlerFactory.Create(
                options.RequestTimeout,
                options.SkipCertificateCheck && WorkspaceHost.IsThisMachine(Host),
                useProxy: !WorkspaceHost.IsThisMachine(Host)));
    }

    public Uri Host => _host ?? _credentials.Host;

    /// <summary>Sends a request, with retries, and reads its response; an empty one is an empty object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">Reads the response.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="policy">The retries; null for those of the options.</param>
    /// <param name="check">Returns what is wrong with the response, such as "has no ID"; null if it is right.</param>
    public Task<T> SendAsync<T>(
        ApiRequest request,
        ModelReadContext context,
        CancellationToken cancellationToken,
        RetryPolicy? policy = null,
        Func<T, string?>? check = null)
        where T : JobsModel, new() =>
        SendAsync(request, body => Read(request, body, context, check), policy, cancellationToken);

    /// <summary>Sends a request, with retries.</summary>
    /// <returns>The response body, which the caller disposes.</returns>
    public Task<PooledResponseBody> SendAsync(
        ApiRequest request,
        CancellationToken cancellationToken,
        RetryPolicy? policy = null) =>
        SendAsync(request, static body => body, policy, cancellationToken);

    // The only loop of attempts: the policy decides whether and when there is another, for waits too.
    private async Task<TResult> SendAsync<TResult>(
        ApiRequest request,
        Func<PooledResponseBody, TResult> read,
        RetryPolicy? policy,
        CancellationToken cancellationToken)
    {
        RejectTooLarge(request);
        policy ??= _policy;
        long start = _time.GetTimestamp();
        bool hasNewToken = false;
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _gate.WaitAsync(policy.Limit - _time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
            RequestTrace? trace = StartTrace(request, attempt);
            long attemptStart = _time.GetTimestamp();
            long token = _credentials.TokenVersion;
            AttemptFailure? failure;
            try
            {
                if (_host is null) await _credentials.FindHostAsync(cancellationToken).ConfigureAwait(false);
                using HttpRequestMessage message = CreateMessage(request);
                // Before the timeout of the attempt starts: getting a token may take longer.
                await _credentials.AuthorizeAsync(message, cancellationToken).ConfigureAwait(false);
                token = _credentials.TokenVersion;
                (PooledResponseBody? body, failure) =
                    await AttemptAsync(request, message, attempt, trace, cancellationToken).ConfigureAwait(false);
                if (trace is not null) trace.Duration = _time.GetElapsedTime(attemptStart);
                if (body is not null)
                {
                    TResult result = read(body);
                    Report(trace);
                    return result;
                }
            }
            catch (CredentialsException exception)
            {
                // The token request has a trace of its own.
                (failure, trace) = (AttemptFailure.Of(exception), null);
            }
            catch (UnexpectedResponseException exception)
            {
                failure = AttemptFailure.Of(exception);
            }

            bool needsNewToken = failure!.IsTokenRejected;
            TimeSpan? delay = null;
            if (needsNewToken && !hasNewToken)
            {
                try
                {
                    hasNewToken = await _credentials.RefreshAsync(token, cancellationToken).ConfigureAwait(false);
                    delay = hasNewToken ? TimeSpan.Zero : null;
                }
                catch (CredentialsException exception)
                {
                    failure = AttemptFailure.Of(exception);
                    needsNewToken = false;
                }
            }

            // One new token for each time that the service rejects the token. After another failure, the service may
            // reject the next token because it has expired since.
            if (!needsNewToken) hasNewToken = false;
            JobsException error = failure.ToException(Facts(request, attempt, failure.RequestId));
            if (delay is null && !needsNewToken)
            {
                TimeSpan jitter = _options.NextJitter();
                delay = policy.NextDelay(
                    new FailedAttempt(failure, error, request.Safety, attempt, _time.GetElapsedTime(start)),
                    jitter);
                // Even if there is no other attempt, because other requests wait at the gate too.
                if (failure.StatusCode == 429) _gate.Close(policy.DelayAfter(failure, attempt, jitter));
            }

            Report(trace, failure, delay);
            if (delay is null) throw error;
            // After a 429, the next attempt waits at the gate, with all other requests.
            if (failure.StatusCode != 429) await _time.DelayAsync(delay.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static RequestFacts Facts(ApiRequest request, int attempt, string? requestId) =>
        new(request.Operation, requestId, request.IdempotencyToken, attempt);

    private static void RejectTooLarge(ApiRequest request)
    {
        if (request.Body is not { Length: > MaxBodyLength } body) return;
        throw new JobsException(
            $"{request.Operation} would send {body.Length / 1048576.0:0.0} MB, but the service accepts 10 MB at most.",
            "Make the request smaller: put large values into files in the workspace, or split the job.");
    }

    private static T Read<T>(
        ApiRequest request,
        PooledResponseBody body,
        ModelReadContext context,
        Func<T, string?>? check)
        where T : JobsModel, new()
    {
        using (body)
        {
            try
            {
                T result = body.Length == 0 ? new T() : ModelJson.Read<T>(body.Redacted, context);
                return check?.Invoke(result) is { } problem
                    ? throw UnexpectedResponses.Wrong(problem, body, request.Safety)
                    : result;
            }
            catch (ModelJsonException exception)
            {
                throw UnexpectedResponses.Unreadable(exception, body, request.Safety);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The filter excludes what is not a network failure.")]
    private async Task<(PooledResponseBody? Body, AttemptFailure? Failure)> AttemptAsync(
        ApiRequest request,
        HttpRequestMessage message,
        int attempt,
        RequestTrace? trace,
        CancellationToken cancellationToken)
    {
        using var timeout = new StallTimeout(_time, _options.RequestTimeout, cancellationToken);
        RequestBody? sent = request.Body is null ? null : new RequestBody(SecretValues.Reveal(request.Body), timeout);
        message.Content = sent;
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent(_credentials.Method));
        KnownSecrets known = SecretsOf(message);
        HttpTranscript? transcript = trace is not null && _options.TraceDetails?.Invoke() == true
            ? new HttpTranscript(message, request.Body, known)
            : null;
        if (trace is not null) trace.Transcript = transcript;
        int? status = null;
        string? requestId = null;
        try
        {
            using HttpResponseMessage response =
                await _invoker.SendAsync(message, timeout.Token).ConfigureAwait(false);
            timeout.Restart();
            status = (int)response.StatusCode;
            requestId = RequestTrace.RequestIdOf(response, known);
            _wasReached = true;
            if (trace is not null) (trace.StatusCode, trace.RequestId) = (status, requestId);
            if (status is >= 300 and < 400)
            {
                transcript?.AddResponse(response, []);
                return (null, UnexpectedResponses.Redirect(response, requestId, known));
            }

            int maxLength = status < 300 ? PooledResponseBody.MaxLength : MaxErrorBodyLength;
            PooledResponseBody body =
                await PooledResponseBody.ReadAsync(response.Content, timeout, maxLength).ConfigureAwait(false);
            if (trace is not null) trace.ResponseBytes = body.Length;
            transcript?.AddResponse(response, body.Bytes);
            AttemptFailure? failure = status < 300
                ? UnexpectedResponses.Find(request, response, body, requestId)
                : ErrorMapper.Map(
                    request,
                    status.Value,
                    ErrorReader.Read(status.Value, body.Bytes, known),
                    RetryAfter.Read(response, _time),
                    requestId);
            if (failure is not null)
            {
                body.Dispose();
                return (null, failure);
            }

            body.Facts = Facts(request, attempt, requestId);
            body.StatusCode = status.Value;
            body.Known = known;
            body.IsWrittenBack = request.ReturnsSettings;
            return (body, null);
        }
        catch (Exception exception) when (
            TransportErrors.IsTransport(exception) && !cancellationToken.IsCancellationRequested)
        {
            bool mayHaveLeft = sent?.MayHaveLeft ?? true;
            return (null, TransportErrors.Map(exception, new AttemptState(
                Host,
                request.Safety,
                _options.RequestTimeout,
                TimedOut: timeout.HasExpired,
                timeout.WasTooSlow,
                mayHaveLeft,
                WasReachedBefore: _wasReached,
                status,
                requestId,
                known)));
        }
        catch (Exception exception) when (
            cancellationToken.IsCancellationRequested
            && (TransportErrors.IsTransport(exception) || exception is ObjectDisposedException))
        {
            throw new OperationCanceledException(
                "The request was canceled.",
                ExceptionRedactor.Redact(exception, known),
                cancellationToken);
        }
    }

    // Kept, because computing every encoding of a token takes longer than reading a small response.
    private KnownSecrets SecretsOf(HttpRequestMessage message)
    {
        KnownSecrets secrets = RequestSecrets.Of(message);
        return secrets.HasSameValues(_secrets) ? _secrets : _secrets = secrets;
    }

    private HttpRequestMessage CreateMessage(ApiRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(Host, request.Path));
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (_options.WorkspaceId is { } workspaceId)
        {
            message.Headers.TryAddWithoutValidation("X-Databricks-Workspace-Id", workspaceId);
        }

        // .NET Framework would wait for permission to send a body, which costs a round trip.
        message.Headers.ExpectContinue = false;
        return message;
    }

    private RequestTrace? StartTrace(ApiRequest request, int attempt) => _options.Trace is null
        ? null
        : new RequestTrace(request.Method.Method, "/" + request.ShownPath, attempt)
        {
            IdempotencyToken = request.IdempotencyToken,
        };

    private void Report(RequestTrace? trace, AttemptFailure? failure = null, TimeSpan? delay = null)
    {
        if (trace is null) return;
        trace.Problem = failure?.Problem;
        trace.RequestId ??= failure?.RequestId;
        trace.IsUnknownAddress = failure?.IsUnknownAddress ?? false;
        trace.RepeatsIn = delay;
        _options.Trace?.Invoke(trace);
    }
}
