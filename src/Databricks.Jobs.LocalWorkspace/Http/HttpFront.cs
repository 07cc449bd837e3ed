using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>
/// The listener on loopback: reads requests, lets faults strike, sends answers.
/// </summary>
internal sealed class HttpFront : IDisposable
{
    private const int LargestBody = 10 * 1024 * 1024;
    private const int LargestLoggedBody = 64 * 1024;
    private const int ChunkSize = 64 * 1024;

    private readonly HttpListener _listener;
    private readonly Func<Call, Answer> _handler;
    private readonly Scripting.FaultBook _faults;
    private readonly RequestLog _log;
    private readonly TimeProvider _provider;
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public HttpFront(
        int port,
        Func<Call, Answer> handler,
        Scripting.FaultBook faults,
        RequestLog log,
        TimeProvider provider)
    {
        _handler = handler;
        _faults = faults;
        _log = log;
        _provider = provider;
        (_listener, Port) = Listening.Open(port);
    }

    public int Port { get; }

    public void Serve() => _loop = Task.Run(AcceptAsync);

    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested) return;
#pragma warning disable CA1849 // CancelAsync is not there on netstandard2.0.
        _stopping.Cancel();
#pragma warning restore CA1849
        _listener.Close();
        await _loop.ConfigureAwait(false);
    }

    public void Dispose()
    {
        StopAsync().GetAwaiter().GetResult();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(context));
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException
                or InvalidOperationException)
            {
                // The listener was closed, or one connection broke while it was being accepted.
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            if (context.Request.RemoteEndPoint is not { } caller || !IPAddress.IsLoopback(caller.Address))
            {
                context.Response.Abort();
                return;
            }

            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException
            or InvalidOperationException or SocketException or OperationCanceledException)
        {
            // The caller went away, or the server is stopping: there is nobody to tell.
            context.Response.Abort();
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (path, query) = Split(context.Request.RawUrl ?? "/");
        var record = new RecordedRequest(context.Request.HttpMethod, path, query)
        {
            Time = _provider.GetUtcNow(),
            UserAgent = context.Request.UserAgent,
        };
        var body = await ReadBodyAsync(context.Request).ConfigureAwait(false);
        record.BodySize = body?.Length ?? LargestBody + 1;
        if (body is { Length: > 0 and <= LargestLoggedBody } && path.StartsWith("/api/", StringComparison.Ordinal))
        {
            record.Body = Encoding.UTF8.GetString(body);
        }

        var controls = path.StartsWith("/local/", StringComparison.Ordinal);
        if (!controls) _log.Add(record);
        var fault = controls ? null : _faults.Take(record.Method, path);
        if (fault?.Delay is { } delay) await Wait.For(delay, _provider, _stopping.Token).ConfigureAwait(false);

        switch (fault?.Kind)
        {
            case FaultKind.Reset:
                context.Response.Abort();
                return;
            case FaultKind.Stall:
                await Task.Delay(Timeout.Infinite, _stopping.Token).ConfigureAwait(false);
                return;
        }

        var answer = Scripted(fault) ?? (body is null
            ? Answer.Error(413, "MALFORMED_REQUEST", "The request is larger than 10 MB.")
            : Handle(new Call
            {
                Method = record.Method,
                Path = path,
                Query = Call.ParseForm(query),
                Body = body,
                Authorization = context.Request.Headers["Authorization"],
            }));
        if (fault?.Kind == FaultKind.AnswerLost)
        {
            context.Response.Abort();
            return;
        }

        record.Status = answer.Status;
        await SendAsync(context.Response, answer, cut: fault?.Kind == FaultKind.CutBody).ConfigureAwait(false);
    }

    private Answer Handle(Call call)
    {
        try
        {
            return _handler(call);
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

    private async Task SendAsync(HttpListenerResponse response, Answer answer, bool cut)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength64 = answer.Body.Length;
        response.Headers["x-request-id"] = Guid.NewGuid().ToString();
        if (answer.RetryAfter is { } wait) response.Headers["Retry-After"] = wait;
        var length = cut ? answer.Body.Length / 2 : answer.Body.Length;
        using (var body = new MemoryStream(answer.Body, 0, length, writable: false))
        {
            await body.CopyToAsync(response.OutputStream, ChunkSize, _stopping.Token).ConfigureAwait(false);
        }

        if (cut)
        {
            await response.OutputStream.FlushAsync(_stopping.Token).ConfigureAwait(false);
            response.Abort();
            return;
        }

        response.Close();
    }

    /// <summary>The whole body, or null when it is larger than the service takes.</summary>
    private async Task<byte[]?> ReadBodyAsync(HttpListenerRequest request)
    {
        if (!request.HasEntityBody) return [];
        using var buffer = new LimitedBuffer(LargestBody);
        await request.InputStream.CopyToAsync(buffer, ChunkSize, _stopping.Token).ConfigureAwait(false);
        return buffer.Overflowed ? null : buffer.ToArray();
    }

    private static (string Path, string Query) Split(string url)
    {
        var mark = url.IndexOf('?');
        return mark < 0 ? (url, "") : (url.Substring(0, mark), url.Substring(mark + 1));
    }
}
