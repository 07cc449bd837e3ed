using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Reads requests, lets faults strike, sends answers.</summary>
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
#pragma warning disable CA1849 // CancelAsync is not there on netstandard2.0.
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
                var cancellation = _stopping.Token;
                // A read that waits for the next request does not look at its token on .NET Framework.
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
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException or InvalidOperationException)
        {
            // The caller hung up, or the server is stopping: there is nobody to tell.
        }
    }

    /// <summary>Answers one request and returns whether the connection stays open.</summary>
    private async Task<bool> RespondAsync(Connection connection, CancellationToken cancellation)
    {
        RequestHead? head;
        byte[]? body;
        try
        {
            head = await connection.Requests.ReadHeadAsync().ConfigureAwait(false);
            if (head is null) return false;
            if (head.Waits) await connection.ContinueAsync().ConfigureAwait(false);
            body = await connection.Requests.ReadBodyAsync(head).ConfigureAwait(false);
        }
        catch (ApiException rejection)
        {
            var badRequest = ApiResponse.Error(rejection.Status, rejection.Code, rejection.Message);
            await connection.SendAsync(badRequest, keepsAlive: false, withBody: true, cut: false)
                .ConfigureAwait(false);
            return false;
        }

        var record = Record(head, body);
        var fault = IsControl(head) ? null : _faults.Take(head.Method, head.Path);
        var isSlow = fault?.Kind == FaultKind.SlowBody;
        if (fault?.Delay is { } delay && !isSlow) await _provider.DelayAsync(delay, cancellation).ConfigureAwait(false);
        if (fault?.Kind == FaultKind.Stall) await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);

        var response = fault?.Kind == FaultKind.Reset ? null : CreateFaultResponse(fault) ?? Handle(head, body);
        if (response is null || fault?.Kind == FaultKind.AnswerLost)
        {
            connection.Reset();
            return false;
        }

        record.Status = response.Status;
        if (isSlow)
        {
            var byteDelay = fault?.Delay ?? TimeSpan.FromSeconds(1);
            await connection
                .SendSlowlyAsync(response, head.KeepsAlive, () => _provider.DelayAsync(byteDelay, cancellation))
                .ConfigureAwait(false);
            return head.KeepsAlive;
        }

        var cut = fault?.Kind == FaultKind.CutBody;
        await connection.SendAsync(response, head.KeepsAlive && !cut, withBody: head.Method != "HEAD", cut)
            .ConfigureAwait(false);
        return head.KeepsAlive && !cut;
    }

    private RecordedRequest Record(RequestHead head, byte[]? body)
    {
        var isShown = body is { Length: > 0 and <= MaxLoggedBody }
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
            return ApiResponse.Error(403, "PERMISSION_DENIED", "This server answers on loopback only.");
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
        catch (ApiException rejection)
        {
            return ApiResponse.Error(rejection.Status, rejection.Code, rejection.Message);
        }
        catch (RejectedException rejection)
        {
            ApiException error = RejectionMapper.Map(rejection);
            return ApiResponse.Error(error.Status, error.Code, error.Message);
        }
#pragma warning disable CA1031 // Whatever goes wrong in here is an answer 500 there, as with every server.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return ApiResponse.Error(500, "INTERNAL_ERROR", $"The local workspace failed: {problem}");
        }
    }

    private static ApiResponse? CreateFaultResponse(Fault? fault) => fault?.Kind switch
    {
        FaultKind.Status => ApiResponse.Error(
            fault.Status ?? 500,
            fault.ErrorCode ?? ApiResponse.DefaultErrorCode(fault.Status ?? 500),
            fault.Message ?? "A fault that was asked for.",
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
