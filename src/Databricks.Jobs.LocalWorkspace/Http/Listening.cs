using System.Net;
using System.Net.Sockets;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Opens a listener on loopback.</summary>
internal static class Listening
{
    private const int Attempts = 20;

    public static (HttpListener Listener, int Port) Open(int port)
    {
        if (port is < 0 or > 65535) throw new LocalWorkspaceException($"{port} is no port: a port is 1 to 65535, or 0 for a free one.");
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            // Windows takes this host name, and no other loopback one, without administrator rights.
            var listener = new HttpListener { Prefixes = { $"http://localhost:{chosen}/" } };
            try
            {
                listener.Start();
                return (listener, chosen);
            }
            catch (Exception taken) when (taken is HttpListenerException or SocketException)
            {
                listener.Close();
                if (port != 0) throw new LocalWorkspaceException($"Port {port} cannot be used: {taken.Message}. Choose another, or 0 for a free one.", taken);
                if (attempt == Attempts) throw new LocalWorkspaceException($"No free port was found on loopback: {taken.Message}.", taken);
            }
        }
    }

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }
}
