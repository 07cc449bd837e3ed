using System.Net;

namespace Databricks.Jobs.Internal;

/// <summary>Creates HTTP handlers that behave the same on both target frameworks, as far as possible.</summary>
internal static class HttpHandlerFactory
{
    public static HttpMessageHandler Create(
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
            // Otherwise, a connection would be used after the workspace's address has changed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
#pragma warning disable CA5359 // Only on loopback: see JobsClientOptions.SkipCertificateCheck.
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
            // The default is two.
            MaxConnectionsPerServer = 16,
        };
        if (skipCertificateCheck) handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
#endif
        return handler;
    }

    /// <summary>Whether a proxy rejected a tunnel.</summary>
    /// <param name="exception">The exception of the framework.</param>
    /// <param name="status">The status that the proxy returned; null if it is not known.</param>
    public static bool IsRejectedByProxy(Exception exception, out int? status)
    {
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
#if NET
            if (one is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } rejection)
            {
                status = (int?)rejection.StatusCode;
                return true;
            }
#else
            const HttpStatusCode Rejected = HttpStatusCode.ProxyAuthenticationRequired;
            if (one is WebException { Response: HttpWebResponse { StatusCode: Rejected } })
            {
                status = (int)Rejected;
                return true;
            }
#endif
        }

        status = null;
        return false;
    }
}
