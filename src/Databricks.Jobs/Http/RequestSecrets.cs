using System.Text;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Learns from a request itself which words prove the caller, so that no answer can echo them.</summary>
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
        string proof = value.Substring(value.IndexOf(' ') + 1).Trim();
        yield return proof;
        if (value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Password(proof) is { } password)
            yield return password;
    }

    private static string? Password(string proof)
    {
        try
        {
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(proof));
            return pair.Substring(pair.IndexOf(':') + 1);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
