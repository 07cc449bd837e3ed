using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Soak;

/// <summary>The way to the workspace. Shut, it refuses connections and breaks those that are open, as a service that is
/// down does; the workspace behind it continues.</summary>
internal sealed class ToggleProxy : IDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly IPEndPoint _workspace;
    private Socket? _listener;

    public ToggleProxy(int workspacePort)
    {
        _workspace = new IPEndPoint(IPAddress.Loopback, workspacePort);
        Open(port: 0);
        Port = ((IPEndPoint)_listener!.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>How many connections were broken.</summary>
    public int Broken { get; private set; }

    public void Open() => Open(Port);

    public void Close()
    {
        _listener?.Dispose();
        _listener = null;

        foreach (Socket socket in _open.Keys)
        {
            Broken++;
            Break(socket);
        }
    }

    public void Dispose() => Close();

    private void Open(int port)
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(backlog: 512);
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket caller = await listener.AcceptAsync().ConfigureAwait(false);
                _ = PassAsync(caller);
            }
        }
        catch (Exception shut) when (shut is SocketException or ObjectDisposedException)
        {
            // The door was shut.
        }
    }

    private async Task PassAsync(Socket caller)
    {
        using Socket workspace = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        using (caller)
        {
            _open.TryAdd(caller, true);

            try
            {
                caller.NoDelay = workspace.NoDelay = true;
                await workspace.ConnectAsync(_workspace).ConfigureAwait(false);
                Task fetching = CopyAsync(caller, workspace);
                Task first = await Task.WhenAny(fetching, CopyAsync(workspace, caller)).ConfigureAwait(false);
                await first.ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // A reset is passed on as a reset.
                Break(caller);
            }
            finally
            {
                _open.TryRemove(caller, out _);
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[16 * 1024];
        int count;

        while ((count = await from.ReceiveAsync(buffer).ConfigureAwait(false)) > 0)
        {
            for (int sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent)).ConfigureAwait(false);
            }
        }
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.Close(timeout: 0);
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself.
        }
    }
}
