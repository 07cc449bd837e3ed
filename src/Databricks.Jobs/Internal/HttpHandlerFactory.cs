using System.Net;

namespace Databricks.Jobs.Internal;

/// <summary>Makes the handlers of HTTP requests, as alike as the two target frameworks allow.</summary>
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

    /// <summary>Whether a proxy refused to build a tunnel.</summary>
    /// <param name="exception">What the framework threw.</param>
    /// <param name="status">The proxy's answer, where it is known.</param>
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
            const HttpStatusCode rejected = HttpStatusCode.ProxyAuthenticationRequired;
            if (one is WebException { Response: HttpWebResponse { StatusCode: rejected } })
            {
                status = (int)rejected;
                return true;
            }
#endif
        }

        status = null;
        return false;
    }
}
