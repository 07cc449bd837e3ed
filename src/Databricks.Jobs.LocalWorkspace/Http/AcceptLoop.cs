using System.Net.Sockets;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Accepts connections until the server stops.</summary>
internal sealed class AcceptLoop(TimeProvider time, TimeSpan delayAfterFailure, CancellationToken stopping)
{
    /// <param name="accept">Accepts one connection.</param>
    /// <param name="serve">Starts to serve it.</param>
    public async Task RunAsync(Func<Task<TcpClient>> accept, Action<TcpClient> serve)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (await TryAcceptAsync(accept).ConfigureAwait(false) is { } client) serve(client);
                else await time.DelayAsync(delayAfterFailure, stopping).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // The listener was closed.
        }
    }

    private static async Task<TcpClient?> TryAcceptAsync(Func<Task<TcpClient>> accept)
    {
        try
        {
            return await accept().ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // The client is already gone, or the process has no file descriptor left for it. That can pass.
            return null;
        }
    }
}
