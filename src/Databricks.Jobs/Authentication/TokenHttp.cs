using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using Databricks.Jobs.Http;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Authentication;

/// <summary>Sends the requests that tokens are had by, again for a minute where that helps.</summary>
internal sealed class TokenHttp(CredentialsTools tools)
{
    private const string MachineAddress = "169.254.169.254";
    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan s_retryLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(30);

    // For the whole process: tokens are asked for rarely, and from few places.
    private static readonly Lazy<HttpMessageInvoker> s_usual = new(static () => Create(false, true));
    private static readonly Lazy<HttpMessageInvoker> s_unchecked = new(static () => Create(true, false));
    private static readonly Lazy<HttpMessageInvoker> s_direct = new(static () => Create(false, false));

    private readonly ConcurrentDictionary<string, bool> _reached = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The answer: of the 200 class, or a redirect where the call wants one.</returns>
    /// <exception cref="CredentialsException">There was no such answer.</exception>
    public async Task<TokenAnswer> SendAsync(TokenCall call, CancellationToken cancellationToken)
    {
        RefuseUnencrypted(call);
        TimeProvider time = tools.Time;
        long start = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            var trace = new RequestTrace(call.Method.Method, call.Shown, attempt);
            long attemptStart = time.GetTimestamp();
            (TokenAnswer? answer, TokenFailure? failure) =
                await AttemptAsync(call, trace, cancellationToken).ConfigureAwait(false);
            trace.Duration = time.GetElapsedTime(attemptStart);
            TimeSpan? pause = failure is { MayPass: true } ? PauseAfter(failure, attempt) : null;
            if (pause > s_retryLimit - time.GetElapsedTime(start)) pause = null;
            trace.Problem = failure?.Problem;
            trace.RepeatsIn = pause;
            tools.Trace?.Invoke(trace);
            if (answer is not null) return answer;
            if (pause is null) throw failure!.ToException(call);
            await time.Pause(pause.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RefuseUnencrypted(TokenCall call)
    {
        Uri address = call.Address;
        if (address.Scheme == Uri.UriSchemeHttps) return;
        if (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || address.Host == MachineAddress)) return;
        throw call.Origin.Fail(
            $"it would be asked for at {address.Host} with plain {address.Scheme}, which everyone on the way can read.",
            "Give an address with https; plain http is for this machine only.");
    }

    private TimeSpan PauseAfter(TokenFailure failure, int attempt) => failure.RetryAfter switch
    {
        { } wait when wait > TimeSpan.Zero => wait,
        { } when attempt == 1 => TimeSpan.Zero,
        _ => TimeSpan.FromSeconds(Math.Min(attempt, 10)) + tools.NextJitter(),
    };

    [SuppressMessage("Design", "CA1031", Justification = "The filter lets through what is no failure of the network.")]
    private async Task<(TokenAnswer? Answer, TokenFailure? Failure)> AttemptAsync(
        TokenCall call,
        RequestTrace trace,
        CancellationToken cancellationToken)
    {
        using var progress = new ProgressTimer(tools.Time, call.Patience, cancellationToken);
        using HttpRequestMessage message = call.ToMessage();
        message.Headers.TryAddWithoutValidation("User-Agent", tools.UserAgent(call.Origin.Method));
        DateTimeOffset askedAt = tools.Time.GetUtcNow();
        bool wasReached = _reached.ContainsKey(call.Address.Authority);
        SecretTexts known = RequestSecrets.Of(message).With(call.Secrets.Select(static secret => secret.Reveal()));
        ExchangeText? exchange = await BeginDetailsAsync(message, known).ConfigureAwait(false);
        trace.Exchange = exchange;
        try
        {
            using HttpResponseMessage response =
                await InvokerFor(call.Address).SendAsync(message, progress.Token).ConfigureAwait(false);
            int status = (int)response.StatusCode;
            trace.StatusCode = status;
            _reached.TryAdd(call.Address.Authority, true);
            trace.RequestId = RequestTrace.RequestIdOf(response);
            using AnswerBody body =
                await AnswerBody.ReadAsync(response.Content, progress, LongestAnswer).ConfigureAwait(false);
            trace.AnswerBytes = body.Length;
            exchange?.AddAnswer(response, body.Bytes);
            if (call.WantsRedirect && status is >= 300 and < 400)
                return (new TokenAnswer(default, askedAt, response.Headers.Location), null);
            if (status is >= 200 and < 300 && !call.WantsRedirect) return Read(call, body, askedAt);
            return (null, new TokenFailure(Said(call, status, body, known))
            {
                MayPass = status is 429 or 502 or 503 or 504,
                IsNoRefusal = status is < 400 or >= 500,
                RetryAfter = RetryAfter.Read(response, tools.Time),
            });
        }
        catch (Exception exception) when (
            TransportErrors.IsTransport(exception) && !cancellationToken.IsCancellationRequested)
        {
            AttemptFailure failure = TransportErrors.Map(exception, new AttemptState(
                call.Address,
                RequestSafety.Read,
                call.Patience,
                TimedOut: progress.HasExpired,
                progress.HasCrawled,
                MayHaveLeft: true,
                WasReachedBefore: wasReached,
                StatusCode: null,
                RequestId: null));
            // What never answered is more likely wrong than away.
            bool mayPass = failure.Kind == FailureKind.Lost && !progress.HasExpired && (wasReached || !IsRefused(exception));
            return (null, new TokenFailure(failure.Problem)
            {
                MayPass = mayPass,
                IsNoRefusal = true,
                Cause = TransportErrors.CauseOf(exception),
            });
        }
    }

    private static (TokenAnswer? Answer, TokenFailure? Failure) Read(
        TokenCall call,
        AnswerBody body,
        DateTimeOffset askedAt)
    {
        try
        {
            return (TokenAnswer.Parse(body.Bytes, askedAt), null);
        }
        catch (JsonException)
        {
            // What was there instead of JSON helps nobody, and may hold a secret.
            return (null, new TokenFailure($"the answer of {call.Address.Authority} is no JSON object.")
            {
                IsNoRefusal = true,
            });
        }
    }

    private async Task<ExchangeText?> BeginDetailsAsync(HttpRequestMessage message, SecretTexts known)
    {
        if (tools.Trace is null || tools.TraceDetails?.Invoke() != true) return null;
        byte[] form = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return new ExchangeText(message, form, known, hidesValues: true);
    }

    private static string Said(TokenCall call, int status, AnswerBody body, SecretTexts known)
    {
        ErrorWords words = ErrorReader.Read(status, body.Bytes, known);
        string said = Redaction.Clean($"{words.Code} {words.Message}", known);
        string what = $"{call.Address.Authority} answered {status}";
        return said.Length == 0 ? what + "." : $"{what}: {said.TrimEnd('.')}.";
    }

    private static bool IsRefused(Exception? exception)
    {
        while (exception is not null and not SocketException) exception = exception.InnerException;
        return exception is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
    }

    private HttpMessageInvoker InvokerFor(Uri address)
    {
        if (tools.SkipCertificateCheck && address.IsLoopback) return s_unchecked.Value;
        // What is meant for this machine in the clear is not for a proxy to read.
        return address.Host == MachineAddress || WorkspaceHost.IsThisMachine(address) ? s_direct.Value : s_usual.Value;
    }

    private static HttpMessageInvoker Create(bool skipCertificateCheck, bool useProxy) =>
        new(Compat.CreateHandler(s_connectLimit, skipCertificateCheck, useProxy));

    private sealed record TokenFailure(string Problem)
    {
        public bool MayPass { get; init; }

        /// <summary>Whether it says nothing about the credentials: no answer came, or the service failed.</summary>
        public bool IsNoRefusal { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public Exception? Cause { get; init; }

        public CredentialsException ToException(TokenCall call)
        {
            CredentialsException exception = call.Origin.Fail(Problem, call.Action, Cause);
            exception.MayPass = MayPass || IsNoRefusal;
            return exception;
        }
    }
}
