using System.Net;
using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>A connection on which a test sends the bytes that it wants.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(LocalWorkspaceServer server)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        return connection;
    }

    /// <summary>Sends a request and returns everything that the server sends until it closes the connection.</summary>
    public static async Task<string> ExchangeAsync(LocalWorkspaceServer server, string request)
    {
        using RawConnection connection = await OpenAsync(server);
        await connection.SendAsync(request);
        return await connection.ReadToEndAsync();
    }

    public void Dispose() => _client.Dispose();

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes);

    public async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(_client.GetStream(), leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Reads until the server has sent a text.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains(end, StringComparison.Ordinal))
        {
            int count = await _client.GetStream().ReadAsync(buffer);
            Assert.True(count > 0, $"The connection was closed after: {received}");
            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return received.ToString();
    }

    /// <summary>Whether the server closes the connection, in one way or the other, without sending anything.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await _client.GetStream().ReadAsync(new byte[1]) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
