using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Creates the errors of requests without a complete response.</summary>
internal static class TransportErrors
{
    private const string CheckFirst =
        "The change may have been made anyway. Check before you send it again.";

    public static bool IsTransport(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException or SocketException
            or WebException or InvalidDataException;

    public static AttemptFailure Map(Exception exception, AttemptState state)
    {
        (string problem, string action, bool isPermanent) = Describe(exception, state);
        // The address of a proxy may contain a password, and the framework's errors show it.
        // So do invalid headers, which may repeat the request.
        problem = ExceptionRedactor.RedactMessage(problem, state.Known);
        bool mayHaveBeenReceived = state.MayHaveLeft && state.Safety != RequestSafety.Read;
        if (mayHaveBeenReceived && state.Safety == RequestSafety.Once) action = CheckFirst;
        Exception? cause = CauseOf(exception, state.Known);
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

        bool isRefused = Find<SocketException>(exception)?.SocketErrorCode == SocketError.ConnectionRefused;
        return new AttemptFailure(kind, problem, facts =>
            new WorkspaceUnreachableException(
                problem,
                mayHaveBeenReceived ? facts.WithResumeHint(action) : action,
                mayHaveBeenReceived,
                facts,
                cause))
        {
            RequestId = state.RequestId,
            IsUnknownAddress = isRefused && !state.WasReachedBefore,
            IsRefusedLocally = isRefused && WorkspaceHost.IsThisMachine(state.Host),
        };
    }

    /// <summary>The inner exception to keep: the framework shows a proxy with its user and password.</summary>
    public static Exception? CauseOf(Exception exception, KnownSecrets known) =>
        HttpHandlerFactory.IsRejectedByProxy(exception, out _) ? null : ExceptionRedactor.Redact(exception, known);

    private static (string Problem, string Action, bool IsPermanent) Describe(Exception exception, AttemptState state)
    {
        string host = state.Host.Authority;
        if (state.WasTooSlow)
            return ($"{host} sent its response too slowly to finish.", "Retry later.", false);
        if (state.TimedOut)
            return ($"{host} sent nothing for {state.Timeout.TotalSeconds:0} s.", "Retry later.", false);
        if (state.StatusCode is not null)
            return ($"The response of {host} is incomplete: {exception.Message}", "Retry the request.", false);
        if (HttpHandlerFactory.IsRejectedByProxy(exception, out int? status))
        {
            return (
                $"The proxy for {host} rejected the request{(status is null ? "" : $" with status {status}")}.",
                "Check the proxy settings (HTTPS_PROXY, NO_PROXY), and for status 407 the proxy's user and password.",
                status is < 500 && !state.WasReachedBefore);
        }

        if (Find<AuthenticationException>(exception) is { } encryption)
        {
            // Without an inner exception, the certificate is not trusted, or the server does not use TLS. Another
            // attempt cannot succeed, unless an earlier one did and the machine is now behind a captive portal.
            return (
                $"No encrypted connection to {host} could be established: {encryption.Message}",
                "Check the host, the trusted certificates of this machine, and whether a proxy intercepts connections.",
                encryption.InnerException is null && !state.WasReachedBefore);
        }

        // .NET Framework reports it in its own way.
        bool isUnknownName = Find<WebException>(exception)?.Status == WebExceptionStatus.NameResolutionFailure;
        return (isUnknownName ? SocketError.HostNotFound : Find<SocketException>(exception)?.SocketErrorCode) switch
        {
            // A name that was found before is right; then the network is down.
            SocketError.HostNotFound or SocketError.NoData => (
                $"The host name {state.Host.Host} cannot be found.",
                "Check the spelling of the host, the network or VPN, and the proxy if there is one.",
                !state.WasReachedBefore),
            SocketError.ConnectionRefused => (
                $"{host} refused the connection.",
                WorkspaceHost.IsThisMachine(state.Host)
                    ? "Check whether the local workspace is running, and on which port."
                    : "Check host and port, and the proxy if there is one.",
                false),
            _ when exception is OperationCanceledException => (
                $"Connecting to {host} timed out.",
                "Check host, network, VPN and proxy.",
                false),
            _ => (
                $"The connection to {host} failed: {exception.Message}",
                "Check network, VPN and proxy, then retry.",
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

/// <summary>The state of an attempt when it failed.</summary>
internal readonly record struct AttemptState(
    Uri Host,
    RequestSafety Safety,
    TimeSpan Timeout,
    bool TimedOut,
    bool WasTooSlow,
    bool MayHaveLeft,
    bool WasReachedBefore,
    int? StatusCode,
    string? RequestId,
    KnownSecrets Known);
