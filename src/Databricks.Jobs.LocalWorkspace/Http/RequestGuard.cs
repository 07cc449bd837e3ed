using System.Globalization;
using System.Net;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Rejects requests that a web page may have caused a browser on this machine to send.</summary>
internal static class RequestGuard
{
    /// <exception cref="ApiException">The request is for another host, or comes from a web page.</exception>
    public static void Check(RequestHead head)
    {
        // With DNS rebinding, a web page reaches this server under a host name of its own.
        if (!IsLoopback(head.Header("Host")) || !IsLoopback(head.Authority))
        {
            throw ApiException.Denied("This server accepts only requests to a loopback address.");
        }

        // Browsers add these headers, and web pages cannot change them. No other client sends them.
        if (!PagePaths.IsOpened(head)
            && (head.Header("Origin") is not null
                || head.Header("Sec-Fetch-Site") is not (null or "none" or "same-origin")))
        {
            throw ApiException.Denied("This server does not accept requests from web pages.");
        }
    }

    private static bool IsLoopback(string? authority)
    {
        if (authority is null) return true;
        int end = authority.StartsWith("[", StringComparison.Ordinal)
            ? authority.IndexOf(']') + 1
            : authority.IndexOf(':');
        if (end < 0) end = authority.Length;
        string host = authority.Substring(0, end).Trim('[', ']');
        return IsPort(authority.Substring(end))
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address)));
    }

    private static bool IsPort(string text) =>
        text.Length == 0
        || (text[0] == ':'
            && ushort.TryParse(text.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out _));
}
