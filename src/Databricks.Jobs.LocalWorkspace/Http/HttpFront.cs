using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Reads requests, lets faults strike, sends answers.</summary>
internal sealed class HttpFront : IDisposable
{
    private const int LargestLoggedBody = 64 * 1024;

    private readonly LoopbackListener _listener;
    private readonly Func<Call, Answer> _handler;
    private readonly FaultBook _faults;
    private readonly RequestLog _log;
    private readonly TimeProvider _provider;
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private int _stopped;

    public HttpFront(int port, Func<Call, Answer> handler, FaultBook faults, RequestLog log, TimeProvider provider)
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
                    while (await AnswerAsync(connection, cancellation).ConfigureAwait(false))
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
    private async Task<bool> AnswerAsync(Connection connection, CancellationToken cancellation)
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
        catch (ApiException refusal)
        {
            var answerToNonsense = Answer.Error(refusal.Status, refusal.Code, refusal.Message);
            await connection.SendAsync(answerToNonsense, keepsAlive: false, withBody: true, cut: false)
                .ConfigureAwait(false);
            return false;
        }

        var record = Record(head, body);
        var fault = IsControl(head) ? null : _faults.Take(head.Method, head.Path);
        var isSlow = fault?.Kind == FaultKind.SlowBody;
        if (fault?.Delay is { } delay && !isSlow) await Wait.For(delay, _provider, cancellation).ConfigureAwait(false);
        if (fault?.Kind == FaultKind.Stall) await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);

        var answer = fault?.Kind == FaultKind.Reset ? null : Scripted(fault) ?? Handle(head, body);
        if (answer is null || fault?.Kind == FaultKind.AnswerLost)
        {
            connection.Reset();
            return false;
        }

        record.Status = answer.Status;
        if (isSlow)
        {
            var pause = fault?.Delay ?? TimeSpan.FromSeconds(1);
            await connection.SendSlowlyAsync(answer, head.KeepsAlive, () => Wait.For(pause, _provider, cancellation))
                .ConfigureAwait(false);
            return head.KeepsAlive;
        }

        var cut = fault?.Kind == FaultKind.CutBody;
        await connection.SendAsync(answer, head.KeepsAlive && !cut, withBody: head.Method != "HEAD", cut)
            .ConfigureAwait(false);
        return head.KeepsAlive && !cut;
    }

    private RecordedRequest Record(RequestHead head, byte[]? body)
    {
        var isShown = body is { Length: > 0 and <= LargestLoggedBody }
            && head.Path.StartsWith("/api/", StringComparison.Ordinal);
        var record = new RecordedRequest(head.Method, head.Path, head.Query)
        {
            Time = _provider.GetUtcNow(),
            UserAgent = head.Header("User-Agent"),
            BodySize = body?.Length ?? RequestReader.LargestBody + 1,
            Body = isShown ? Encoding.UTF8.GetString(body!) : null,
        };
        if (!IsControl(head)) _log.Add(record);
        return record;
    }

    private Answer Handle(RequestHead head, byte[]? body)
    {
        if (body is null) return Answer.Error(413, "MALFORMED_REQUEST", "The request is larger than 10 MB.");
        if (!head.IsForLoopback) return Answer.Error(403, "PERMISSION_DENIED", "This server answers on loopback only.");
        try
        {
            return _handler(new Call
            {
                Method = head.Method,
                Path = head.Path,
                Query = Call.ParseForm(head.Query),
                Body = body,
                Authorization = head.Header("Authorization"),
            });
        }
        catch (ApiException refusal)
        {
            return Answer.Error(refusal.Status, refusal.Code, refusal.Message);
        }
#pragma warning disable CA1031 // Whatever goes wrong in here is an answer 500 there, as with every server.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return Answer.Error(500, "INTERNAL_ERROR", $"The local workspace failed: {problem}");
        }
    }

    private static Answer? Scripted(Fault? fault) => fault?.Kind switch
    {
        FaultKind.Status => Answer.Error(
            fault.Status ?? 500,
            fault.ErrorCode ?? Answer.UsualCode(fault.Status ?? 500),
            fault.Message ?? "A fault that was asked for.",
            fault.RetryAfter),
        FaultKind.RawBody => new Answer(
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
