using System.Net.Sockets;
using System.Text;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>A connection and the answers that go over it.</summary>
internal sealed class Connection(TcpClient client, CancellationToken cancellation)
{
    private readonly NetworkStream _stream = client.GetStream();

    public RequestReader Requests { get; } = new(client.GetStream(), cancellation);

    public Task ContinueAsync() => WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"));

    /// <summary>Sends an answer; when it is cut, the body stops half way and the connection breaks.</summary>
    public async Task SendAsync(ApiResponse response, bool keepsAlive, bool withBody, bool cut)
    {
        var head = Encoding.ASCII.GetBytes(HeadOf(response, keepsAlive));
        var length = cut ? response.Body.Length / 2 : withBody ? response.Body.Length : 0;
        var bytes = new byte[head.Length + length];
        head.CopyTo(bytes, 0);
        Array.Copy(response.Body, 0, bytes, head.Length, length);
        await WriteAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Sends an answer whose body comes byte by byte.</summary>
    public async Task SendSlowlyAsync(ApiResponse response, bool keepsAlive, Func<Task> beforeEachByte)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(HeadOf(response, keepsAlive))).ConfigureAwait(false);
        foreach (var one in response.Body)
        {
            await beforeEachByte().ConfigureAwait(false);
            await WriteAsync([one]).ConfigureAwait(false);
        }
    }

    /// <summary>Breaks the connection so that the caller sees a reset and not an end.</summary>
    public void Reset()
    {
        // Closing the client would say goodbye first; closing its socket does not.
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Dispose();
    }

    private static string HeadOf(ApiResponse response, bool keepsAlive)
    {
        var lines = new List<string>
        {
            $"HTTP/1.1 {response.Status} {(System.Net.HttpStatusCode)response.Status}",
            $"Content-Type: {response.ContentType}",
            $"Content-Length: {response.Body.Length}",
            $"x-request-id: {Guid.NewGuid()}",
            $"x-databricks-org-id: {Domain.RunViews.WorkspaceId}",
        };
        if (response.RetryAfter is { } wait) lines.Add($"Retry-After: {wait}");
        if (!keepsAlive) lines.Add("Connection: close");
        return string.Join("\r\n", lines) + "\r\n\r\n";
    }

    private async Task WriteAsync(byte[] bytes)
    {
#pragma warning disable CA1835 // The overload for Memory is not there on netstandard2.0.
        await _stream.WriteAsync(bytes, 0, bytes.Length, cancellation).ConfigureAwait(false);
#pragma warning restore CA1835
    }
}
