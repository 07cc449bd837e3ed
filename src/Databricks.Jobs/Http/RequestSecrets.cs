using System.Text;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Finds the credentials in a request, so that they can be redacted in its response.</summary>
internal static class RequestSecrets
{
    private const int MinLength = 4;

    public static KnownSecrets Of(HttpRequestMessage message) =>
        SecretValues.Known.With(message.Headers
            .Where(static header => SecretNames.IsSecret(header.Key))
            .SelectMany(static header => header.Value)
            .SelectMany(Values)
            .Where(static secret => secret.Length >= MinLength));

    private static IEnumerable<string> Values(string value)
    {
        string credentials = value.Substring(value.IndexOf(' ') + 1).Trim();
        yield return credentials;
        if (value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Password(credentials) is { } password)
            yield return password;
    }

    private static string? Password(string credentials)
    {
        try
        {
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(credentials));
            return pair.Substring(pair.IndexOf(':') + 1);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
