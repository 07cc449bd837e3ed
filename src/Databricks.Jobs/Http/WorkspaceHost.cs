using System.Net;

namespace Databricks.Jobs.Http;

/// <summary>Turns what users enter as the address of a workspace into its base address.</summary>
internal static class WorkspaceHost
{
    private const string Example = "Specify an address such as https://adb-1234567890123456.7.azuredatabricks.net.";

    /// <exception cref="CredentialsException">It is not an address, or uses http and is not loopback.</exception>
    public static Uri Normalize(string host)
    {
        string text = host.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || !IsWeb(uri))
            throw new CredentialsException("The host is not a valid address of a workspace.", Example);
        if (uri.UserInfo.Length > 0)
            throw new CredentialsException("The host contains a user name or password.", "Leave it out. " + Example);
        if (uri.Scheme == Uri.UriSchemeHttp && !IsThisMachine(uri))
        {
            throw new CredentialsException(
                $"The address of {uri.Host} begins with http, which would send the token unencrypted.",
                "Use https. Plain http is only for this machine (localhost).");
        }

        // Only scheme, name and port: users paste the address of the page that they see.
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }

    /// <summary>
    /// Whether it is this machine: <c>localhost</c>, or an address of loopback. For these, no proxy is used.
    /// </summary>
    public static bool IsThisMachine(Uri host)
    {
        if (host.Host == "localhost") return true;
        if (!IPAddress.TryParse(host.DnsSafeHost, out IPAddress? address)) return false;
        return IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
}
