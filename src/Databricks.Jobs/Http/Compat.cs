using System.Net;

namespace Databricks.Jobs;

/// <summary>The one place where the two target frameworks part.</summary>
internal static class Compat
{
    public static HttpMethod Patch { get; } = new("PATCH");

    public static Task Pause(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        // Timers count whole milliseconds and round down, which would end a pause before its time.
        delay = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NET
        return Task.Delay(delay, time, cancellationToken);
#else
        return time.Delay(delay, cancellationToken);
#endif
    }

    public static CancellationTokenSource CancelAfter(this TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif

    /// <summary>Waits for a result that others may wait for too.</summary>
    public static async Task<T> OrCanceled<T>(this Task<T> work, CancellationToken cancellationToken)
    {
#if NET
        return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
#else
        var canceled = new TaskCompletionSource<bool>();
        using (cancellationToken.Register(() => canceled.TrySetResult(true)))
            await Task.WhenAny(work, canceled.Task).ConfigureAwait(false);
        if (!work.IsCompleted) cancellationToken.ThrowIfCancellationRequested();
        return await work.ConfigureAwait(false);
#endif
    }

    public static bool Has(this string text, string part) =>
#if NET
        text.Contains(part, StringComparison.OrdinalIgnoreCase);
#else
        text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
#endif

    public static async Task<Stream> OpenAsync(this HttpContent content, CancellationToken cancellationToken) =>
#if NET
        await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif

#if NET
    public static ValueTask<int> ReadSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        CancellationToken cancellationToken) => stream.ReadAsync(buffer.AsMemory(offset), cancellationToken);
#else
    public static async ValueTask<int> ReadSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        CancellationToken cancellationToken)
    {
        // The streams of .NET Framework look at the token once, before they start to read.
        using (cancellationToken.Register(static open => ((Stream)open).Dispose(), stream))
        {
            try
            {
                return await stream
                    .ReadAsync(buffer, offset, buffer.Length - offset, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
#endif

    public static async ValueTask WriteSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken) =>
#if NET
        await stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);
#else
        await stream.WriteAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
#endif

    /// <summary>Whether a proxy refused to build a tunnel.</summary>
    /// <param name="exception">What the framework threw.</param>
    /// <param name="status">The proxy's answer, where it is known.</param>
    public static bool IsRefusedByProxy(Exception exception, out int? status)
    {
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
#if NET
            if (one is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refusal)
            {
                status = (int?)refusal.StatusCode;
                return true;
            }
#else
            const HttpStatusCode refused = HttpStatusCode.ProxyAuthenticationRequired;
            if (one is WebException { Response: HttpWebResponse { StatusCode: refused } })
            {
                status = (int)refused;
                return true;
            }
#endif
        }

        status = null;
        return false;
    }

    public static HttpMessageHandler CreateHandler(
        TimeSpan connectTimeout,
        bool skipCertificateCheck,
        bool useProxy = true)
    {
#if NET
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = connectTimeout,
            // Without an end, a connection would outlive a change of the workspace's address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
#pragma warning disable CA5359 // Only ever asked for on loopback: see JobsClientOptions.SkipCertificateCheck.
        if (skipCertificateCheck) handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
#else
        _ = connectTimeout;
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = useProxy,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // Two would be the framework's default.
            MaxConnectionsPerServer = 16,
        };
        if (skipCertificateCheck) handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
#endif
        return handler;
    }
}
