using System.Net;
using System.Net.Sockets;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>
/// Listens on both loopback addresses, and on no other address. HttpListener cannot do that without http.sys, nor can
/// it reset a connection without a response.
/// </summary>
internal sealed class LoopbackListener : IDisposable
{
    private const int Attempts = 20;

    private LoopbackListener(int port, List<TcpListener> listeners)
    {
        Port = port;
        Listeners = listeners;
    }

    public int Port { get; }

    public IReadOnlyList<TcpListener> Listeners { get; }

    public static LoopbackListener Open(int port)
    {
        if (port is < 0 or > 65535)
        {
            throw new LocalWorkspaceException(
                $"{port} is not a valid port. Use a number from 1 to 65535, or 0 for a free port.");
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Listen(port);
            }
            catch (SocketException exception)
            {
                if (port != 0)
                {
                    throw new LocalWorkspaceException(
                        $"Port {port} cannot be used: {exception.Message}. Use another port, or 0 for a free one.",
                        exception);
                }

                // The port was free on only one of the addresses. The next one may be free on both.
                if (attempt == Attempts)
                {
                    throw new LocalWorkspaceException($"No port is free on loopback: {exception.Message}.", exception);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (TcpListener listener in Listeners) listener.Stop();
    }

    private static LoopbackListener Listen(int port)
    {
        var listeners = new List<TcpListener>();
        try
        {
            TcpListener first = Start(IPAddress.Loopback, port);
            listeners.Add(first);
            int chosen = ((IPEndPoint)first.LocalEndpoint).Port;
            if (Socket.OSSupportsIPv6) AddSecond(listeners, chosen);
            return new LoopbackListener(chosen, listeners);
        }
        catch (SocketException)
        {
            foreach (TcpListener listener in listeners) listener.Stop();
            throw;
        }
    }

    private static void AddSecond(List<TcpListener> listeners, int port)
    {
        try
        {
            listeners.Add(Start(IPAddress.IPv6Loopback, port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is not SocketError.AddressAlreadyInUse)
        {
            // The system supports IPv6, but this machine has no IPv6 loopback address.
        }
    }

    private static TcpListener Start(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        // On Windows, another process could otherwise listen on the same port.
        if (Environment.OSVersion.Platform == PlatformID.Win32NT) listener.ExclusiveAddressUse = true;
        listener.Start();
        return listener;
    }
}
