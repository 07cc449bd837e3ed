using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using Databricks.Jobs.Http;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Authentication;

/// <summary>Sends token requests, and retries them for one minute if that can help.</summary>
internal sealed class TokenHttpClient(CredentialsTools tools)
{
    private const string MachineAddress = "169.254.169.254";
    private const int MaxResponseLength = 1024 * 1024;

    private static readonly TimeSpan s_retryLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(30);

    // For the whole process: tokens are requested rarely, and from few addresses.
    private static readonly Lazy<HttpMessageInvoker> s_usual = new(static () => Create(false, true));
    private static readonly Lazy<HttpMessageInvoker> s_unchecked = new(static () => Create(true, false));
    private static readonly Lazy<HttpMessageInvoker> s_direct = new(static () => Create(false, false));

    private HttpMessageInvoker? _given;

    private readonly ConcurrentDictionary<string, bool> _reached = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The response: a 2xx status, or a redirect if the request wants one.</returns>
    /// <exception cref="CredentialsException">There was no such response.</exception>
    public async Task<TokenResponse> SendAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        RejectUnencrypted(request);
        TimeProvider time = tools.Time;
        long start = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            var trace = new RequestTrace(request.Method.Method, request.DisplayAddress, attempt);
            long attemptStart = time.GetTimestamp();
            (TokenResponse? response, TokenFailure? failure) =
                await AttemptAsync(request, trace, cancellationToken).ConfigureAwait(false);
            trace.Duration = time.GetElapsedTime(attemptStart);
            TimeSpan? delay = failure is { IsTransient: true } ? DelayAfter(failure, attempt) : null;
            if (delay > s_retryLimit - time.GetElapsedTime(start)) delay = null;
            trace.Problem = failure?.Problem;
            trace.RepeatsIn = delay;
            tools.Trace?.Invoke(trace);
            if (response is not null) return response;
            if (delay is null) throw failure!.ToException(request);
            await time.DelayAsync(delay.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RejectUnencrypted(TokenRequest request)
    {
        Uri address = request.Address;
        if (address.Scheme == Uri.UriSchemeHttps) return;
        bool isThisMachine =
            WorkspaceHost.IsThisMachine(address) || (request.IsForMachine && address.Host == MachineAddress);
        if (address.Scheme == Uri.UriSchemeHttp && isThisMachine) return;
        throw request.Origin.Fail(
            $"the token endpoint at {address.Host} uses plain {address.Scheme}, which does not protect secrets.",
            "Use an https address. Plain http is allowed for this machine only.");
    }

    private TimeSpan DelayAfter(TokenFailure failure, int attempt) => failure.RetryAfter switch
    {
        { } wait when wait > TimeSpan.Zero => wait,
        { } when attempt == 1 => TimeSpan.Zero,
        _ => TimeSpan.FromSeconds(Math.Min(attempt, 10)) + tools.NextJitter(),
    };

    [SuppressMessage("Design", "CA1031", Justification = "The filter excludes what is not a network failure.")]
    private async Task<(TokenResponse? Response, TokenFailure? Failure)> AttemptAsync(
        TokenRequest request,
        RequestTrace trace,
        CancellationToken cancellationToken)
    {
        using var timeout = new StallTimeout(tools.Time, request.Timeout, cancellationToken);
        using HttpRequestMessage message = request.ToMessage();
        message.Headers.TryAddWithoutValidation("User-Agent", tools.UserAgent(request.Origin.Method));
        DateTimeOffset requestedAt = tools.Time.GetUtcNow();
        bool wasReached = _reached.ContainsKey(request.Address.Authority);
        KnownSecrets known = RequestSecrets.Of(message).With(request.Secrets.Select(static secret => secret.Reveal()));
        HttpTranscript? transcript = await CreateTranscriptAsync(message, known).ConfigureAwait(false);
        trace.Transcript = transcript;
        try
        {
            using HttpResponseMessage response =
                await InvokerFor(request.Address).SendAsync(message, timeout.Token).ConfigureAwait(false);
            int status = (int)response.StatusCode;
            trace.StatusCode = status;
            _reached.TryAdd(request.Address.Authority, true);
            trace.RequestId = RequestTrace.RequestIdOf(response, known);
            using PooledResponseBody body =
                await PooledResponseBody.ReadAsync(response.Content, timeout, MaxResponseLength).ConfigureAwait(false);
            trace.ResponseBytes = body.Length;
            transcript?.AddResponse(response, body.Bytes);
            bool isTransient = status is 429 or 502 or 503 or 504;
            if (request.WantsRedirect && status is >= 300 and < 400)
                return (new TokenResponse(default, requestedAt, response.Headers.Location), null);
            if (request.IsOptional && !isTransient && status is < 200 or >= 300)
                return (new TokenResponse(default, requestedAt), null);
            if (status is >= 200 and < 300 && !request.WantsRedirect) return Read(request, body, requestedAt);
            return (null, new TokenFailure(Describe(request, status, body, known))
            {
                IsTransient = isTransient,
                IsNotRejection = status is < 400 or >= 500,
                RetryAfter = RetryAfter.Read(response, tools.Time),
            });
        }
        catch (Exception exception) when (
            TransportErrors.IsTransport(exception) && !cancellationToken.IsCancellationRequested)
        {
            AttemptFailure failure = TransportErrors.Map(exception, new AttemptState(
                request.Address,
                RequestSafety.Read,
                request.Timeout,
                TimedOut: timeout.HasExpired,
                timeout.WasTooSlow,
                MayHaveLeft: true,
                WasReachedBefore: wasReached,
                StatusCode: null,
                RequestId: null,
                known));
            // An address that has never responded is more likely wrong than temporarily unavailable.
            bool mayRecover = failure.Kind == FailureKind.Lost
                && !timeout.HasExpired
                && !failure.IsRefusedLocally
                && (wasReached || !IsConnectionRefused(exception));
            return (null, new TokenFailure(failure.Problem)
            {
                IsTransient = mayRecover,
                IsNotRejection = true,
                Cause = TransportErrors.CauseOf(exception, known),
            });
        }
    }

    private static (TokenResponse? Response, TokenFailure? Failure) Read(
        TokenRequest request,
        PooledResponseBody body,
        DateTimeOffset requestedAt)
    {
        try
        {
            return (TokenResponse.Parse(body.Bytes, requestedAt), null);
        }
        catch (JsonException) when (request.IsOptional)
        {
            return (new TokenResponse(default, requestedAt), null);
        }
        catch (JsonException)
        {
            // The body is not shown: it does not help, and may contain a secret.
            return (null, new TokenFailure($"the response of {request.Address.Authority} is not a JSON object.")
            {
                IsNotRejection = true,
            });
        }
    }

    private async Task<HttpTranscript?> CreateTranscriptAsync(HttpRequestMessage message, KnownSecrets known)
    {
        if (tools.Trace is null || tools.TraceDetails?.Invoke() != true) return null;
        byte[] form = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return new HttpTranscript(message, form, known, hidesValues: true);
    }

    private static string Describe(TokenRequest request, int status, PooledResponseBody body, KnownSecrets known)
    {
        ErrorPayload payload = ErrorReader.Read(status, body.Bytes, known);
        string message = MessageRedactor.Redact($"{payload.Code} {payload.Message}", known);
        string what = $"{request.Address.Authority} returned {status}";
        return message.Length == 0 ? what + "." : $"{what}: {message.TrimEnd('.')}.";
    }

    private static bool IsConnectionRefused(Exception? exception)
    {
        while (exception is not null and not SocketException) exception = exception.InnerException;
        return exception is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
    }

    private HttpMessageInvoker InvokerFor(Uri address)
    {
        if (tools.Handler is { } handler) return _given ??= new HttpMessageInvoker(handler, disposeHandler: false);
        if (tools.SkipCertificateCheck && WorkspaceHost.IsThisMachine(address)) return s_unchecked.Value;
        // A proxy must not read unencrypted requests to this machine.
        return address.Host == MachineAddress || WorkspaceHost.IsThisMachine(address) ? s_direct.Value : s_usual.Value;
    }

    private static HttpMessageInvoker Create(bool skipCertificateCheck, bool useProxy) =>
        new(HttpHandlerFactory.Create(s_connectLimit, skipCertificateCheck, useProxy));

    private sealed record TokenFailure(string Problem)
    {
        public bool IsTransient { get; init; }

        /// <summary>Whether it says nothing about the credentials: no response, or a failure of the service.</summary>
        public bool IsNotRejection { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public Exception? Cause { get; init; }

        public CredentialsException ToException(TokenRequest request)
        {
            CredentialsException exception = request.Origin.Fail(Problem, request.Action, Cause);
            exception.IsTransient = IsTransient || IsNotRejection;
            return exception;
        }
    }
}
