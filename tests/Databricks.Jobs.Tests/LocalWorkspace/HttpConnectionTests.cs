using System.Net.Sockets;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.LocalWorkspace.Http;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>The limits of connections: their number, their timeouts, and a process without file descriptors.</summary>
public sealed class HttpConnectionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LocalWorkspaceServer _server;

    public HttpConnectionTests() =>
        _server = LocalWorkspaceServer.Start(new() { ConnectionTimeProvider = _time });

    public void Dispose() => _server.Dispose();

    private string Get =>
        $"GET /api/2.2/jobs/list HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_server.Token}\r\n";

    [Theory]
    [InlineData("", 130)]
    [InlineData("G", 30)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", 30)]
    public async Task A_request_that_does_not_come_ends_the_connection(string start, int seconds)
    {
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        await connection.SendAsync(start);
        await AssertClosedAfterAsync(connection, seconds);
    }

    [Fact]
    public async Task A_header_byte_now_and_then_does_not_extend_the_time()
    {
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        Task<bool> closed = connection.IsClosedAsync();
        DateTimeOffset start = _time.GetUtcNow();
        while (!closed.IsCompleted)
        {
            try
            {
                await connection.SendAsync("a");
            }
            catch (IOException)
            {
                break;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await closed);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("Content-Length: 10", "{")]
    [InlineData("Transfer-Encoding: chunked", "5\r\n{")]
    [InlineData("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\nTrailer: ")]
    public async Task A_body_that_does_not_end_ends_the_connection(string length, string part)
    {
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        await connection.SendAsync($"{Get}{length}\r\n\r\n{part}");
        await AssertClosedAfterAsync(connection, 60);
    }

    [Fact]
    public async Task A_connection_without_requests_is_closed_in_the_end()
    {
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        await connection.SendAsync($"{Get}\r\n");
        await connection.ReadUntilAsync("""{"has_more":false}""");
        await AssertClosedAfterAsync(connection, 130);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_response_loses_the_connection()
    {
        // A response that no buffer of the system takes whole.
        _server.AddFault(new Fault { Kind = FaultKind.RawBody, Body = new string('a', 64 * 1024 * 1024) });
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        await connection.SendAsync($"{Get}\r\n");
        await connection.ReadUntilAsync("\r\n\r\n");
        DateTimeOffset start = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(6));

        // A reset, or an end before all has come.
        int length;
        try
        {
            length = (await connection.ReadToEndAsync()).Length;
        }
        catch (IOException)
        {
            length = 0;
        }

        Assert.InRange(length, 0, 60 * 1024 * 1024);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_client_that_keeps_sending_after_a_rejection_is_cut_off()
    {
        using RawConnection connection = await RawConnection.OpenAsync(_server);
        await connection.SendAsync("nonsense\r\n\r\n");
        await connection.ReadUntilAsync("\r\n\r\n");
        var part = new byte[64 * 1024];
        Task sending = Task.Run(async () =>
        {
            // 2 GB, of which the server reads 16 MB.
            for (int i = 0; i < 32 * 1024; i++) await connection.SendAsync(part);
        });

        await Assert.ThrowsAsync<IOException>(() => sending);
    }

    [Fact]
    public async Task A_stall_ends_when_the_client_gives_up()
    {
        using LocalWorkspaceServer server = LocalWorkspaceServer.Start(
            new() { HttpLimits = new HttpLimits { MaxConnections = 1 } });
        server.AddFault(new Fault { Kind = FaultKind.Stall });
        string request = $"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        using (RawConnection stalled = await RawConnection.OpenAsync(server))
        {
            await stalled.SendAsync(request);
            while (server.Requests.Count == 0) await Task.Yield();
        }

        Assert.Contains("computes nothing", await ExchangeWhenFreeAsync(server, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_are_limited_in_number()
    {
        List<RawConnection> connections = [];
        try
        {
            for (int i = 0; i < 512; i++)
            {
                RawConnection connection = await RawConnection.OpenAsync(_server);
                connections.Add(connection);
                await connection.SendAsync($"{Get}\r\n");
                await connection.ReadUntilAsync("""{"has_more":false}""");
            }

            using RawConnection tooMany = await RawConnection.OpenAsync(_server);
            Assert.True(await tooMany.IsClosedAsync());
        }
        finally
        {
            foreach (RawConnection connection in connections) connection.Dispose();
        }

        string response = await ExchangeWhenFreeAsync(_server, $"{Get}Connection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
    }

    /// <summary>A process that has no file descriptor left cannot accept; it can when others are closed.</summary>
    [Fact]
    public async Task A_failure_to_accept_a_connection_does_not_stop_the_server()
    {
        using var stop = new CancellationTokenSource();
        using var client = new TcpClient();
        int failures = 0;
        int served = 0;
        Task running = new AcceptLoop(_time, TimeSpan.FromMilliseconds(100), stop.Token).RunAsync(
            () => failures++ < 3
                ? Task.FromException<TcpClient>(new SocketException((int)SocketError.TooManyOpenSockets))
                : served == 0
                    ? Task.FromResult(client)
                    : Task.FromException<TcpClient>(new ObjectDisposedException("listener")),
            _ => served++);
        DateTimeOffset start = _time.GetUtcNow();
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await running;
        Assert.Equal(1, served);
        // It does not try again and again without a pause.
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task The_accept_loop_ends_with_the_server()
    {
        using var stop = new CancellationTokenSource();
        Task running = new AcceptLoop(_time, TimeSpan.FromMinutes(1), stop.Token).RunAsync(
            static () => Task.FromException<TcpClient>(new SocketException((int)SocketError.TooManyOpenSockets)),
            static _ => { });
        await stop.CancelAsync();
        await running;
    }

    private static async Task<string> ExchangeWhenFreeAsync(LocalWorkspaceServer server, string request)
    {
        // The server notices a closed connection a moment later.
        while (true)
        {
            try
            {
                string response = await RawConnection.ExchangeAsync(server, request);
                if (response.Length > 0) return response;
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private async Task AssertClosedAfterAsync(RawConnection connection, int seconds)
    {
        Task<bool> closed = connection.IsClosedAsync();
        DateTimeOffset start = _time.GetUtcNow();
        while (!closed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await closed);
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(seconds));
    }
}
