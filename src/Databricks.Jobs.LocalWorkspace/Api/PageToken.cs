using System.Globalization;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Opaque page tokens: a direction and a position.</summary>
internal static class PageToken
{
    public static string Write(string direction, long position) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{direction}:{position}")))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static (string Direction, long Position) Read(string token)
    {
        try
        {
            string padded = token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4);
            string[] parts = Encoding.ASCII.GetString(Convert.FromBase64String(padded)).Split(':');
            if (parts.Length == 2
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
            {
                return (parts[0], position);
            }
        }
        catch (FormatException)
        {
            // Not one of our tokens.
        }

        throw ApiException.InvalidParameter($"Invalid page token: {token}");
    }
}
