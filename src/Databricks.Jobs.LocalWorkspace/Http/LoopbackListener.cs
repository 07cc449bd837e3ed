using System.Net;
using System.Net.Sockets;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>
/// Listens on both loopback addresses, and on no other. A server of its own instead of HttpListener: that one cannot
/// break a connection without an answer where it is not http.sys, and hears only one of the two addresses there.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int Attempts = 20;

    private readonly List<TcpListener> _listeners;

    private LoopbackListener(int port, List<TcpListener> listeners)
    {
        Port = port;
        _listeners = listeners;
    }

    public int Port { get; }

    public static LoopbackListener Open(int port)
    {
        if (port is < 0 or > 65535)
        {
            throw new LocalWorkspaceException($"{port} is no port: a port is 1 to 65535, or 0 for a free one.");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Listen(port);
            }
            catch (SocketException taken)
            {
                if (port != 0)
                {
                    throw new LocalWorkspaceException(
                        $"Port {port} cannot be used: {taken.Message}. Choose another one, or 0 for a free one.", taken);
                }

                // The port was free on one of the addresses and taken on the other: the next one may be free on both.
                if (attempt == Attempts)
                {
                    throw new LocalWorkspaceException($"There is no free port on loopback: {taken.Message}.", taken);
                }
            }
        }
    }

    /// <summary>Accepts connections until the listener is closed.</summary>
    public Task AcceptAsync(Action<TcpClient> serve) =>
        Task.WhenAll(_listeners.Select(listener => AcceptAsync(listener, serve)));

    public void Dispose()
    {
        foreach (var listener in _listeners) listener.Stop();
    }

    private static LoopbackListener Listen(int port)
    {
        var listeners = new List<TcpListener>();
        try
        {
            var first = Start(IPAddress.Loopback, port);
            listeners.Add(first);
            var chosen = ((IPEndPoint)first.LocalEndpoint).Port;
            if (Socket.OSSupportsIPv6) AddSecond(listeners, chosen);
            return new LoopbackListener(chosen, listeners);
        }
        catch (SocketException)
        {
            foreach (var listener in listeners) listener.Stop();
            throw;
        }
    }

    private static void AddSecond(List<TcpListener> listeners, int port)
    {
        try
        {
            listeners.Add(Start(IPAddress.IPv6Loopback, port));
        }
        catch (SocketException problem) when (problem.SocketErrorCode is not SocketError.AddressAlreadyInUse)
        {
            // The system knows IPv6, but this machine has no such address.
        }
    }

    private static TcpListener Start(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        // Without it, another process could listen on the same port on Windows.
        if (Environment.OSVersion.Platform == PlatformID.Win32NT) listener.ExclusiveAddressUse = true;
        listener.Start();
        return listener;
    }

    private static async Task AcceptAsync(TcpListener listener, Action<TcpClient> serve)
    {
        try
        {
            while (true) serve(await listener.AcceptTcpClientAsync().ConfigureAwait(false));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was closed.
        }
    }
}
