using System.Diagnostics.CodeAnalysis;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Http;

/// <summary>Sends requests to one workspace: who asks, again if it is worth it, errors, trace.</summary>
internal sealed class WorkspaceHttp : IDisposable
{
    private const int LongestBody = 10 * 1024 * 1024;
    private const int LongestRefusal = 1024 * 1024;

    private readonly HttpMessageInvoker _invoker;
    private readonly JobsClientOptions _options;
    private readonly WorkspaceCredentials _credentials;
    private readonly TimeProvider _time;
    private readonly RequestGate _gate;
    private readonly RetryPolicy _policy;
    private readonly Uri? _host;
    private readonly string? _pipeline;
    private bool _wasReached;

    /// <param name="host">The workspace; null for the one that the credentials are for.</param>
    /// <param name="credentials">Who the caller is.</param>
    /// <param name="options">How to work.</param>
    /// <param name="pipeline">The build service that runs this; null for none.</param>
    public WorkspaceHttp(Uri? host, WorkspaceCredentials credentials, JobsClientOptions options, string? pipeline)
    {
        _host = host;
        _options = options;
        _credentials = credentials;
        _time = options.TimeProvider;
        _gate = new RequestGate(_time);
        _policy = new RetryPolicy(options.RetryTimeout, TimeSpan.Zero);
        _pipeline = pipeline;
        bool skipCertificateCheck = options.SkipCertificateCheck && Host.IsLoopback;
        // An invoker and no HttpClient: its time limit and its default headers would be in the way.
        bool useProxy = !WorkspaceHost.IsThisMachine(Host);
        _invoker = new HttpMessageInvoker(Compat.CreateHandler(options.RequestTimeout, skipCertificateCheck, useProxy));
    }

    public Uri Host => _host ?? _credentials.Host;

    /// <summary>Sends a request, as often as needed, and reads its answer; an empty one is an empty object.</summary>
    public async Task<T> SendAsync<T>(
        ApiRequest request,
        ModelReadContext context,
        CancellationToken cancellationToken,
        RetryPolicy? policy = null,
        Func<T, bool>? hasId = null)
        where T : JobsModel, new()
    {
        using AnswerBody body = await SendAsync(request, cancellationToken, policy).ConfigureAwait(false);
        try
        {
            SecretTexts hidden = request.TellsOfRuns ? SecretValues.Texts : SecretTexts.None;
            T answer = body.Length == 0 ? new T() : ModelJson.Read<T>(AnswerMask.Apply(body.Bytes, hidden), context);
            if (hasId?.Invoke(answer) == false) throw OddAnswers.WithoutId(body.Facts, request.Safety, body.StatusCode);
            return answer;
        }
        catch (ModelJsonException exception)
        {
            throw OddAnswers.Unreadable(exception, body.Facts, request.Safety, body.StatusCode);
        }
    }

    /// <summary>Sends a request, as often as needed.</summary>
    public async Task<AnswerBody> SendAsync(
        ApiRequest request,
        CancellationToken cancellationToken,
        RetryPolicy? policy = null)
    {
        RefuseTooLong(request);
        policy ??= _policy;
        long start = _time.GetTimestamp();
        bool hasNewToken = false;
        if (_host is null) await _credentials.FindHostAsync(cancellationToken).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _gate.PassAsync(policy.Limit - _time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
            RequestTrace? trace = StartTrace(request, attempt);
            long attemptStart = _time.GetTimestamp();
            using HttpRequestMessage message = CreateMessage(request);
            // Before the attempt's own limit begins: a token may take longer than that.
            await _credentials.AuthorizeAsync(message, cancellationToken).ConfigureAwait(false);
            long token = _credentials.TokenVersion;
            (AnswerBody? body, AttemptFailure? failure) =
                await AttemptAsync(request, message, attempt, trace, cancellationToken).ConfigureAwait(false);
            if (trace is not null) trace.Duration = _time.GetElapsedTime(attemptStart);
            if (body is not null)
            {
                Report(trace);
                return body;
            }

            TimeSpan? pause;
            if (!hasNewToken && failure!.MayEndWithNewToken)
            {
                hasNewToken = await _credentials.RefreshAsync(token, cancellationToken).ConfigureAwait(false);
                pause = hasNewToken ? TimeSpan.Zero : null;
            }
            else
            {
                pause = PauseAfter(failure!, request, policy, attempt, _time.GetElapsedTime(start));
            }

            Report(trace, failure, pause);
            if (pause is null) throw failure!.ToException(Facts(request, attempt, failure.RequestId));
            if (pause > TimeSpan.Zero) policy.Repeating?.Invoke(failure!.Problem, pause.Value);
            // A refusal as one too many has shut the gate, at which the next attempt waits with all others.
            if (failure!.StatusCode != 429) await _time.Pause(pause.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static RequestFacts Facts(ApiRequest request, int attempt, string? requestId) =>
        new(request.Operation, requestId, request.IdempotencyToken, attempt);

    private static void RefuseTooLong(ApiRequest request)
    {
        if (request.Body is not { Length: > LongestBody } body) return;
        throw new JobsException(
            $"{request.Operation} would have {body.Length / 1048576.0:0.0} MB, and the service takes 10 MB at most.",
            "Make it smaller: put large values into files in the workspace, or split the job.");
    }

    /// <returns>The wait until the next attempt; null if there is to be none.</returns>
    private TimeSpan? PauseAfter(
        AttemptFailure failure,
        ApiRequest request,
        RetryPolicy policy,
        int attempt,
        TimeSpan elapsed)
    {
        if (!RetryRules.AllowAnother(failure, request.Safety)) return null;
        TimeSpan pause = policy.PauseAfter(failure, attempt, _options.NextJitter());
        if (failure.StatusCode == 429) _gate.Shut(pause);
        TimeSpan limit = policy.Limit;
        if (failure.IsUnknownAddress && limit > RetryPolicy.LimitAtUnknownAddress) limit = RetryPolicy.LimitAtUnknownAddress;
        return pause <= limit - elapsed ? pause : null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The filter lets through what is no failure of the network.")]
    private async Task<(AnswerBody? Body, AttemptFailure? Failure)> AttemptAsync(
        ApiRequest request,
        HttpRequestMessage message,
        int attempt,
        RequestTrace? trace,
        CancellationToken cancellationToken)
    {
        using var progress = new ProgressTimer(_time, _options.RequestTimeout, cancellationToken);
        RequestBody? sent = request.Body is null ? null : new RequestBody(SecretValues.Reveal(request.Body), progress);
        message.Content = sent;
        string userAgent = UserAgent.Build(_options.UserAgent, _credentials.Method, _pipeline);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        ExchangeText? exchange = trace is not null && _options.TraceDetails?.Invoke() == true
            ? new ExchangeText(message, request.Body, RequestSecrets.Of(message))
            : null;
        if (trace is not null) trace.Exchange = exchange;
        int? status = null;
        string? requestId = null;
        try
        {
            using HttpResponseMessage response =
                await _invoker.SendAsync(message, progress.Token).ConfigureAwait(false);
            progress.Tick();
            status = (int)response.StatusCode;
            requestId = RequestTrace.RequestIdOf(response);
            _wasReached = true;
            if (trace is not null) (trace.StatusCode, trace.RequestId) = (status, requestId);
            if (status is >= 300 and < 400)
            {
                exchange?.AddAnswer(response, []);
                return (null, OddAnswers.Redirect(response, requestId));
            }

            int most = status < 300 ? AnswerBody.Longest : LongestRefusal;
            AnswerBody body = await AnswerBody.ReadAsync(response.Content, progress, most).ConfigureAwait(false);
            if (trace is not null) trace.AnswerBytes = body.Length;
            exchange?.AddAnswer(response, body.Bytes);
            AttemptFailure? failure = status < 300
                ? OddAnswers.Find(request, response, body, requestId)
                : ErrorMapper.Map(
                    request,
                    status.Value,
                    ErrorReader.Read(status.Value, body.Bytes, RequestSecrets.Of(message)),
                    RetryAfter.Read(response, _time),
                    requestId);
            if (failure is not null)
            {
                body.Dispose();
                return (null, failure);
            }

            body.Facts = Facts(request, attempt, requestId);
            body.StatusCode = status.Value;
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
                TimedOut: progress.HasExpired,
                progress.HasCrawled,
                mayHaveLeft,
                WasReachedBefore: _wasReached,
                status,
                requestId)));
        }
        catch (Exception exception) when (
            cancellationToken.IsCancellationRequested
            && (TransportErrors.IsTransport(exception) || exception is ObjectDisposedException))
        {
            throw new OperationCanceledException("The request was called off.", SafeCause.Of(exception), cancellationToken);
        }
    }

    private HttpRequestMessage CreateMessage(ApiRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(Host, request.Path));
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        // .NET Framework would ask before it sends a body, which costs a round trip.
        message.Headers.ExpectContinue = false;
        return message;
    }


    private RequestTrace? StartTrace(ApiRequest request, int attempt) => _options.Trace is null
        ? null
        : new RequestTrace(request.Method.Method, "/" + request.ShownPath, attempt)
        {
            IdempotencyToken = request.IdempotencyToken,
        };

    private void Report(RequestTrace? trace, AttemptFailure? failure = null, TimeSpan? pause = null)
    {
        if (trace is null) return;
        trace.Problem = failure?.Problem;
        trace.RequestId ??= failure?.RequestId;
        trace.IsUnknownAddress = failure?.IsUnknownAddress ?? false;
        trace.RepeatsIn = pause;
        _options.Trace?.Invoke(trace);
    }
}
