using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StaticServer;

/// <summary>
/// Just enough HTTP/1.1 for GETs on persistent connections. Complete responses, including headers, are prepared as
/// bytes, so that the benchmarks measure the client.
/// </summary>
internal sealed class Server
{
    private readonly TimeSpan _latency;
    private readonly byte[][] _list;
    private readonly byte[] _run;
    private readonly byte[] _job;
    private readonly byte[] _user;
    private readonly byte[] _notFound;
    private readonly byte[] _badToken;

    public Server(Options options)
    {
        _latency = options.Latency;
        _list = [.. RunPages.RenderList(options.Runs).Select(page => Respond("200 OK", page))];
        _run = Respond("200 OK", RunPages.RenderRun());
        _job = Respond("200 OK", RunPages.RenderJob());
        _user = Respond("200 OK", """{"id":"1","userName":"data.platform@example.com"}"""u8);
        _notFound = Respond("404 Not Found", """{"error_code":"ENDPOINT_NOT_FOUND","message":"No such path."}"""u8);
        _badToken = Respond("400 Bad Request",
            """{"error_code":"INVALID_PARAMETER_VALUE","message":"No such page."}"""u8);
    }

    public long ListBytes => _list.Sum(page => (long)page.Length);

    /// <summary>Listens on both loopback addresses: clients differ in what they make of "localhost".</summary>
    public static IReadOnlyList<TcpListener> Listen(int port)
    {
        TcpListener first = new(IPAddress.Loopback, port);
        first.Start();

        if (!Socket.OSSupportsIPv6)
        {
            return [first];
        }

        try
        {
            TcpListener second = new(IPAddress.IPv6Loopback, ((IPEndPoint)first.LocalEndpoint).Port);
            second.Start();
            return [first, second];
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return [first];
        }
    }

    public Task RunAsync(IEnumerable<TcpListener> listeners) => Task.WhenAll(listeners.Select(AcceptAsync));

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
            socket.NoDelay = true;
            _ = Task.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        byte[] buffer = new byte[16 * 1024];
        int filled = 0;

        using (socket)
        {
            try
            {
                while (true)
                {
                    int end;

                    while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
                    {
                        int read = filled == buffer.Length
                            ? 0
                            : await socket.ReceiveAsync(buffer.AsMemory(filled)).ConfigureAwait(false);

                        if (read == 0)
                        {
                            return;
                        }

                        filled += read;
                    }

                    byte[] response = Find(Encoding.ASCII.GetString(buffer, 0, end));

                    if (_latency > TimeSpan.Zero)
                    {
                        await Task.Delay(_latency).ConfigureAwait(false);
                    }

                    for (int sent = 0; sent < response.Length;)
                    {
                        sent += await socket.SendAsync(response.AsMemory(sent)).ConfigureAwait(false);
                    }

                    // What follows the head is the next request: a GET has no body.
                    filled -= end + 4;
                    buffer.AsSpan(end + 4, filled).CopyTo(buffer);
                }
            }
            catch (SocketException)
            {
                // The client went away, as a stopped pipeline does.
            }
        }
    }

    private byte[] Find(string head)
    {
        string[] line = head.Split(' ', 3);

        if (line.Length < 3 || line[0] != "GET")
        {
            return _notFound;
        }

        string[] target = line[1].Split('?', 2);

        return target[0] switch
        {
            "/api/2.1/jobs/runs/list" or "/api/2.2/jobs/runs/list" => Page(target.Length > 1 ? target[1] : ""),
            "/api/2.1/jobs/runs/get" or "/api/2.2/jobs/runs/get" => _run,
            "/api/2.1/jobs/get" or "/api/2.2/jobs/get" => _job,
            "/api/2.0/preview/scim/v2/Me" => _user,
            _ => _notFound,
        };
    }

    private byte[] Page(string query)
    {
        string? token = query
            .Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair is ["page_token", not ""])
            .Select(pair => Uri.UnescapeDataString(pair[1]))
            .FirstOrDefault();
        int page = RunPages.PageOf(token);

        return page >= 0 && page < _list.Length ? _list[page] : _badToken;
    }

    private static byte[] Respond(string status, ReadOnlySpan<byte> body) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n")),
        .. body,
    ];
}
