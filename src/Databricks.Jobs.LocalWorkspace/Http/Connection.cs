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
    public async Task SendAsync(Answer answer, bool keepsAlive, bool withBody, bool cut)
    {
        var head = Encoding.ASCII.GetBytes(HeadOf(answer, keepsAlive));
        var length = cut ? answer.Body.Length / 2 : withBody ? answer.Body.Length : 0;
        var bytes = new byte[head.Length + length];
        head.CopyTo(bytes, 0);
        Array.Copy(answer.Body, 0, bytes, head.Length, length);
        await WriteAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Sends an answer whose body comes byte by byte.</summary>
    public async Task SendSlowlyAsync(Answer answer, bool keepsAlive, Func<Task> beforeEachByte)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(HeadOf(answer, keepsAlive))).ConfigureAwait(false);
        foreach (var one in answer.Body)
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

    private static string HeadOf(Answer answer, bool keepsAlive)
    {
        var lines = new List<string>
        {
            $"HTTP/1.1 {answer.Status} {(System.Net.HttpStatusCode)answer.Status}",
            $"Content-Type: {answer.ContentType}",
            $"Content-Length: {answer.Body.Length}",
            $"x-request-id: {Guid.NewGuid()}",
            $"x-databricks-org-id: {Engine.RunViews.WorkspaceId}",
        };
        if (answer.RetryAfter is { } wait) lines.Add($"Retry-After: {wait}");
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
