using System.Net.Sockets;
using System.Text;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>A connection: reads its requests and sends the responses.</summary>
internal sealed class Connection : IDisposable
{
    private readonly TcpClient _client;
    private readonly HttpLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly NetworkStream _stream;
    private readonly ConnectionTimer _timer;

    public Connection(TcpClient client, HttpLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        _client = client;
        _limits = limits;
        _cancellation = cancellation;
        client.NoDelay = true;
        _stream = client.GetStream();
        _timer = new ConnectionTimer(time, client.Close);
        Requests = new RequestReader(_stream, limits, _timer, cancellation);
    }

    public RequestReader Requests { get; }

    public void Dispose() => _timer.Dispose();

    public Task ContinueAsync() => WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"));

    /// <summary>Sends a response. A truncated one has half of its body.</summary>
    public async Task SendAsync(ApiResponse response, bool keepAlive, bool withBody = true, bool truncate = false)
    {
        byte[] head = Encoding.ASCII.GetBytes(HeadOf(response, keepAlive));
        int length = truncate ? response.Body.Length / 2 : withBody ? response.Body.Length : 0;
        byte[] bytes = new byte[head.Length + length];
        head.CopyTo(bytes, 0);
        Array.Copy(response.Body, 0, bytes, head.Length, length);
        await WriteAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Sends a response with a body that arrives byte by byte.</summary>
    public async Task SendSlowlyAsync(ApiResponse response, bool keepAlive, Func<Task> beforeEachByte)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(HeadOf(response, keepAlive))).ConfigureAwait(false);
        foreach (byte value in response.Body)
        {
            await beforeEachByte().ConfigureAwait(false);
            await WriteAsync([value]).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends the response to a request that is not read to its end, and closes the connection. If it were closed while
    /// the client sends, the system would reset it, and the client might lose the response.
    /// </summary>
    public async Task SendAndCloseAsync(ApiResponse response)
    {
        await SendAsync(response, keepAlive: false).ConfigureAwait(false);
        _client.Client.Shutdown(SocketShutdown.Send);
        _timer.Start(_limits.CloseTimeout);
        await Requests.DiscardAsync().ConfigureAwait(false);
    }

    /// <summary>Waits without a response until the client closes the connection.</summary>
    public Task WaitForCloseAsync() => Requests.DiscardAsync();

    /// <summary>Closes the connection with a reset (RST).</summary>
    public void Reset()
    {
        // Closing the client would shut the connection down in an orderly way first; closing its socket does not.
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Client.Dispose();
    }

    private static string HeadOf(ApiResponse response, bool keepAlive)
    {
        var lines = new List<string>
        {
            $"HTTP/1.1 {response.Status} {(System.Net.HttpStatusCode)response.Status}",
            $"Content-Type: {response.ContentType}",
            $"Content-Length: {response.Body.Length}",
            $"x-request-id: {Guid.NewGuid()}",
            $"x-databricks-org-id: {Domain.RunViews.WorkspaceId}",
        };
        lines.AddRange(response.Headers);
        if (response.RetryAfter is { } delay) lines.Add($"Retry-After: {delay}");
        if (!keepAlive) lines.Add("Connection: close");
        return string.Join("\r\n", lines) + "\r\n\r\n";
    }

    private async Task WriteAsync(byte[] bytes)
    {
        _timer.Start(_limits.ResponseTimeout);
#pragma warning disable CA1835 // netstandard2.0 lacks the overload with Memory.
        await _stream.WriteAsync(bytes, 0, bytes.Length, _cancellation).ConfigureAwait(false);
#pragma warning restore CA1835
        _timer.Stop();
    }
}
