using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Reads requests, injects faults and sends responses.</summary>
internal sealed class HttpServer : IDisposable
{
    private const int MaxLoggedBody = 64 * 1024;

    private readonly LoopbackListener _listener;
    private readonly Func<ApiRequest, ApiResponse> _handler;
    private readonly FaultRegistry _faults;
    private readonly RequestLog _log;
    private readonly TimeProvider _provider;
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private int _stopped;

    public HttpServer(
        int port,
        Func<ApiRequest, ApiResponse> handler,
        FaultRegistry faults,
        RequestLog log,
        TimeProvider provider)
    {
        _handler = handler;
        _faults = faults;
        _log = log;
        _provider = provider;
        _listener = LoopbackListener.Open(port);
    }

    public int Port => _listener.Port;

    public void Serve() => _accepting = _listener.AcceptAsync(client => _ = Task.Run(() => ServeAsync(client)));

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
#pragma warning disable CA1849 // netstandard2.0 lacks CancelAsync.
        _stopping.Cancel();
#pragma warning restore CA1849
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stopping.Dispose();
    }

    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                CancellationToken cancellation = _stopping.Token;
                // On .NET Framework, a pending read ignores its cancellation token.
                using (cancellation.Register(client.Close))
                {
                    client.NoDelay = true;
                    var connection = new Connection(client, cancellation);
                    while (await RespondAsync(connection, cancellation).ConfigureAwait(false))
                    {
                        // The connection stays open for the next request.
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException or InvalidOperationException)
        {
            // The client closed the connection, or the server is stopping. Nobody expects a response.
        }
    }

    /// <summary>Responds to one request and returns whether the connection stays open.</summary>
    private async Task<bool> RespondAsync(Connection connection, CancellationToken cancellation)
    {
        RequestHead? head;
        byte[]? body;
        try
        {
            head = await connection.Requests.ReadHeadAsync().ConfigureAwait(false);
            if (head is null) return false;
            if (head.ExpectsContinue) await connection.ContinueAsync().ConfigureAwait(false);
            body = await connection.Requests.ReadBodyAsync(head).ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            ApiResponse badRequest = ApiResponse.Error(exception.Status, exception.Code, exception.Message);
            await connection.SendAsync(badRequest, keepAlive: false, withBody: true, truncate: false)
                .ConfigureAwait(false);
            return false;
        }

        RecordedRequest record = Record(head, body);
        Fault? fault = IsControl(head) ? null : _faults.Take(head.Method, head.Path);
        bool isSlow = fault?.Kind == FaultKind.SlowBody;
        if (fault?.Delay is { } delay && !isSlow) await _provider.DelayAsync(delay, cancellation).ConfigureAwait(false);
        if (fault?.Kind == FaultKind.Stall) await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);

        ApiResponse? response = fault?.Kind == FaultKind.Reset
            ? null
            : CreateFaultResponse(fault) ?? Handle(head, body);
        if (response is null || fault?.Kind == FaultKind.ResponseLost)
        {
            connection.Reset();
            return false;
        }

        record.Status = response.Status;
        if (isSlow)
        {
            TimeSpan byteDelay = fault?.Delay ?? TimeSpan.FromSeconds(1);
            await connection
                .SendSlowlyAsync(response, head.KeepAlive, () => _provider.DelayAsync(byteDelay, cancellation))
                .ConfigureAwait(false);
            return head.KeepAlive;
        }

        bool truncate = fault?.Kind == FaultKind.TruncatedBody;
        await connection.SendAsync(response, head.KeepAlive && !truncate, withBody: head.Method != "HEAD", truncate)
            .ConfigureAwait(false);
        return head.KeepAlive && !truncate;
    }

    private RecordedRequest Record(RequestHead head, byte[]? body)
    {
        bool isShown = body is { Length: > 0 and <= MaxLoggedBody }
            && head.Path.StartsWith("/api/", StringComparison.Ordinal);
        var record = new RecordedRequest(head.Method, head.Path, head.Query)
        {
            Time = _provider.GetUtcNow(),
            UserAgent = head.Header("User-Agent"),
            BodySize = body?.Length ?? RequestReader.MaxBodyLength + 1,
            Body = isShown ? Encoding.UTF8.GetString(body!) : null,
        };
        if (!IsControl(head)) _log.Add(record);
        return record;
    }

    private ApiResponse Handle(RequestHead head, byte[]? body)
    {
        if (body is null) return ApiResponse.Error(413, "MALFORMED_REQUEST", "The request is larger than 10 MB.");
        if (!head.IsForLoopback)
        {
            return ApiResponse.Error(
                403, "PERMISSION_DENIED", "This server accepts only requests to a loopback address.");
        }

        try
        {
            return _handler(new ApiRequest
            {
                Method = head.Method,
                Path = head.Path,
                Query = ApiRequest.ParseForm(head.Query),
                Body = body,
                Authorization = head.Header("Authorization"),
            });
        }
        catch (ApiException exception)
        {
            return ApiResponse.Error(exception.Status, exception.Code, exception.Message);
        }
        catch (RejectedException rejection)
        {
            ApiException error = RejectionMapper.Map(rejection);
            return ApiResponse.Error(error.Status, error.Code, error.Message);
        }
#pragma warning disable CA1031 // As with every server, an unexpected error is a response with status 500.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ApiResponse.Error(500, "INTERNAL_ERROR", $"The local workspace failed: {exception}");
        }
    }

    private static ApiResponse? CreateFaultResponse(Fault? fault) => fault?.Kind switch
    {
        FaultKind.Status => ApiResponse.Error(
            fault.Status ?? 500,
            fault.ErrorCode ?? ApiResponse.DefaultErrorCode(fault.Status ?? 500),
            fault.Message ?? "An injected fault.",
            fault.RetryAfter),
        FaultKind.RawBody => new ApiResponse(
            fault.Status ?? 200,
            Encoding.UTF8.GetBytes(fault.Body ?? ""),
            fault.ContentType ?? "text/html; charset=utf-8")
        {
            RetryAfter = fault.RetryAfter,
        },
        _ => null,
    };

    private static bool IsControl(RequestHead head) => head.Path.StartsWith("/local/", StringComparison.Ordinal);
}
