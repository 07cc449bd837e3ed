using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>A small HTTP server on loopback that can misbehave to the byte.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<StubResponse> _replies = new();
    private int _connections;

    /// <param name="port">Where it listens; 0 for a free port.</param>
    public TestServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public string Host => $"http://127.0.0.1:{Port}";

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    /// <summary>Answers what no queued reply is left for.</summary>
    public Func<ReceivedRequest, StubResponse> Handler { get; set; } = static request => StubResponse.Json(
        request.Path.EndsWith("/create", StringComparison.Ordinal) ? """{"job_id":7}"""
        : request.Path.EndsWith("/run-now", StringComparison.Ordinal)
            || request.Path.EndsWith("/submit", StringComparison.Ordinal) ? """{"run_id":9}"""
        : "{}");

    /// <summary>What happens on a new connection before anything is read; gives the stream to go on with.</summary>
    public Func<TcpClient, Task<Stream>> Greet { get; set; } = static client =>
        Task.FromResult<Stream>(client.GetStream());

    /// <summary>How many connections there have been.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Is told when a client went away before it had its answer.</summary>
    public TaskCompletionSource ClientLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is told when the first request has come in.</summary>
    public TaskCompletionSource FirstRequest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestServer Then(params StubResponse[] replies)
    {
        foreach (StubResponse reply in replies) _replies.Enqueue(reply);
        return this;
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                Interlocked.Increment(ref _connections);
                Stream stream = await Greet(client);
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    FirstRequest.TrySetResult();
                    StubResponse reply = _replies.TryDequeue(out StubResponse? queued) ? queued : Handler(request);
                    if (!await RespondAsync(client, stream, reply)) return;
                }
            }
        }
        catch (Exception exception) when (
            exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException
                or AuthenticationException)
        {
            ClientLeft.TrySetResult();
        }
    }

    private async Task<bool> RespondAsync(TcpClient client, Stream stream, StubResponse reply)
    {
        if (reply.After is { } before) await WaitForAsync(before, client);
        if (reply.Reset)
        {
            client.LingerState = new LingerOption(true, 0);
            return false;
        }

        if (reply.Raw is { } write)
        {
            await write(client, stream);
            return false;
        }

        var head = new StringBuilder($"HTTP/1.1 {reply.Status} X\r\nContent-Length: {reply.Body.Length}\r\n");
        foreach ((string name, string value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        int count = reply.CutAfterBytes ?? reply.Body.Length;
        int first = reply.SecondHalfAfter is null ? count : count / 2;
        await stream.WriteAsync(reply.Body.AsMemory(0, first));
        if (reply.SecondHalfAfter is { } middle) await WaitForAsync(middle, client);
        await stream.WriteAsync(reply.Body.AsMemory(first, count - first));
        return reply.CutAfterBytes is null;
    }

    /// <summary>Waits, and notices a client that goes away meanwhile.</summary>
    private async Task WaitForAsync(Task task, TcpClient client)
    {
        Task<int> gone = client.Client.ReceiveAsync(new byte[1], SocketFlags.Peek, _stop.Token).AsTask();
        if (await Task.WhenAny(task, gone) == gone) throw new IOException("The client left.");
    }

    private async Task<ReceivedRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (head.Count < 4 || !head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            // What begins with 0x16 is the greeting of an encrypted connection, which this server cannot answer.
            if (await stream.ReadAsync(one, _stop.Token) == 0 || (head.Count == 0 && one[0] == 0x16)) return null;
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] start = lines[0].Split(' ');
        var headers = lines.Skip(1)
            .Select(static line => line.Split(": ", 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.OrdinalIgnoreCase);
        int length = headers.TryGetValue("Content-Length", out string? text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 0;
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new ReceivedRequest(start[0], start[1], headers, body);
    }
}
