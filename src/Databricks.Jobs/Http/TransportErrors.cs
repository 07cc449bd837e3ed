using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Makes the errors of requests to which no whole answer came.</summary>
internal static class TransportErrors
{
    private const string CheckFirst =
        "The change may have been made all the same: look before you send it again.";

    public static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or SocketException
            or WebException or InvalidDataException;

    public static AttemptFailure Map(Exception exception, AttemptState state)
    {
        (string problem, string action, bool isPermanent) = Describe(exception, state);
        // A proxy's address may hold a password, and the framework's errors show it.
        problem = ExceptionRedactor.RedactMessage(problem);
        bool mayHaveBeenReceived = state.MayHaveLeft && state.Safety != RequestSafety.Read;
        if (mayHaveBeenReceived && state.Safety == RequestSafety.Once) action = CheckFirst;
        Exception? cause = CauseOf(exception);
        FailureKind kind =
            isPermanent ? FailureKind.Permanent : state.MayHaveLeft ? FailureKind.Lost : FailureKind.NotSent;
        if (state.StatusCode is { } status && !state.TimedOut)
        {
            return new AttemptFailure(kind, problem, facts =>
                new UnexpectedResponseException(problem, facts.WithResumeHint(action), status, facts, cause))
            {
                RequestId = state.RequestId,
            };
        }

        return new AttemptFailure(kind, problem, facts =>
            new WorkspaceUnreachableException(
                problem,
                mayHaveBeenReceived ? facts.WithResumeHint(action) : action,
                mayHaveBeenReceived,
                facts,
                cause))
        {
            RequestId = state.RequestId,
            IsUnknownAddress = !state.WasReachedBefore
                && Find<SocketException>(exception)?.SocketErrorCode == SocketError.ConnectionRefused,
        };
    }

    /// <summary>What an error may keep as its cause: the framework names a proxy with its user and password.</summary>
    public static Exception? CauseOf(Exception exception) =>
        HttpHandlerFactory.IsRejectedByProxy(exception, out _) ? null : ExceptionRedactor.Redact(exception);

    private static (string Problem, string Action, bool IsPermanent) Describe(Exception exception, AttemptState state)
    {
        string host = state.Host.Authority;
        if (state.WasTooSlow)
            return ($"{host} sends its answer so slowly that it would not end.", "Repeat later.", false);
        if (state.TimedOut)
            return ($"{host} sent nothing for {state.Timeout.TotalSeconds:0} s.", "Repeat later.", false);
        if (state.StatusCode is not null)
            return ($"The answer of {host} broke off: {exception.Message}", "Repeat the request.", false);
        if (HttpHandlerFactory.IsRejectedByProxy(exception, out int? status))
        {
            return (
                $"The proxy on the way to {host} refused{(status is null ? "" : $" with status {status}")}.",
                "Check the proxy settings (HTTPS_PROXY, NO_PROXY), and for status 407 the proxy's user and password.",
                status is < 500 && !state.WasReachedBefore);
        }

        if (Find<AuthenticationException>(exception) is { } encryption)
        {
            // Without an inner one it is the certificate, or no encryption at all: no second try mends that, unless
            // it went well before and the laptop has woken up in a hotel.
            return (
                $"No encrypted connection to {host} came about: {encryption.Message}",
                "Check the host and this machine's trusted certificates, and whether a proxy is in between.",
                encryption.InnerException is null && !state.WasReachedBefore);
        }

        // .NET Framework says it in its own words.
        bool isUnknownName = Find<WebException>(exception)?.Status == WebExceptionStatus.NameResolutionFailure;
        return (isUnknownName ? SocketError.HostNotFound : Find<SocketException>(exception)?.SocketErrorCode) switch
        {
            // A name that was found before is not wrong; then it is the network that is away.
            SocketError.HostNotFound or SocketError.NoData => (
                $"There is no machine of the name {state.Host.Host}.",
                "Check the spelling of the host, the network or VPN, and the proxy if one is set.",
                !state.WasReachedBefore),
            SocketError.ConnectionRefused => (
                $"Nothing answers at {host}.",
                "Check host and port, the proxy if one is set, and whether the (local) workspace is running.",
                false),
            _ when exception is OperationCanceledException => (
                $"The connection to {host} did not come about in time.",
                "Check host, network, VPN and proxy.",
                false),
            _ => (
                $"The connection to {host} broke: {exception.Message}",
                "Check network, VPN and proxy, and repeat.",
                false),
        };
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T) exception = exception.InnerException;
        return (T?)exception;
    }
}

/// <summary>How far an attempt had come when it broke.</summary>
internal readonly record struct AttemptState(
    Uri Host,
    RequestSafety Safety,
    TimeSpan Timeout,
    bool TimedOut,
    bool WasTooSlow,
    bool MayHaveLeft,
    bool WasReachedBefore,
    int? StatusCode,
    string? RequestId);
