namespace Databricks.Jobs.Http;

/// <summary>Turns what people write as the address of a workspace into its base address.</summary>
internal static class WorkspaceHost
{
    private const string Example = "Give it as https://adb-1234567890123456.7.azuredatabricks.net, for instance.";

    /// <exception cref="CredentialsException">It is no address, or a plain http one that is not loopback.</exception>
    public static Uri Normalize(string host)
    {
        string text = host.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || !IsWeb(uri))
            throw new CredentialsException("The host is not the address of a workspace.", Example);
        if (uri.UserInfo.Length > 0)
            throw new CredentialsException("The host has a user name or password in it.", "Leave it out. " + Example);
        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw new CredentialsException(
                $"The host {uri.Host} is given with http, which would send the token unencrypted.",
                "Give it with https; plain http is for this machine only (localhost).");
        }

        // Only scheme, name and port count: people paste the address of the page they look at.
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }

    /// <summary>Whether it is this machine by one of its usual names, which no proxy is to be asked for.</summary>
    public static bool IsThisMachine(Uri host) => host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
}
