using System.Net.Sockets;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Accepts connections on loopback and serves them, each on its own.</summary>
internal sealed class HttpServer : IDisposable
{
    private readonly LoopbackListener _listener;
    private readonly RequestPipeline _pipeline;
    private readonly HttpLimits _limits;
    private readonly TimeProvider _connectionTime;
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private int _connections;
    private int _stopped;

    public HttpServer(LocalWorkspaceOptions options, IRequestHandler handler, FaultRegistry faults, RequestLog log)
    {
        _limits = options.HttpLimits;
        _connectionTime = options.ConnectionTimeProvider;
        _pipeline = new RequestPipeline(
            handler, faults, log, options.TimeProvider ?? TimeProvider.System, _stopping.Token);
        _listener = LoopbackListener.Open(options.Port);
    }

    public int Port => _listener.Port;

    public void Serve()
    {
        var loop = new AcceptLoop(_connectionTime, _limits.AcceptDelay, _stopping.Token);
        _accepting = Task.WhenAll(_listener.Listeners.Select(listener =>
            loop.RunAsync(listener.AcceptTcpClientAsync, client => _ = Task.Run(() => ServeAsync(client)))));
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
#pragma warning disable CA1849 // netstandard2.0 lacks CancelAsync.
        _stopping.Cancel();
#pragma warning restore CA1849
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stopping.Dispose();
    }

    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                if (Interlocked.Increment(ref _connections) > _limits.MaxConnections) return;
                CancellationToken cancellation = _stopping.Token;
                // On .NET Framework, a pending read ignores its cancellation token.
                using (cancellation.Register(client.Close))
                {
                    using var connection = new Connection(client, _limits, _connectionTime, cancellation);
                    while (await _pipeline.RespondAsync(connection).ConfigureAwait(false))
                    {
                        // The connection stays open for the next request.
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException or InvalidOperationException)
        {
            // The client closed the connection, it timed out, or the server is stopping. Nobody expects a response.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
