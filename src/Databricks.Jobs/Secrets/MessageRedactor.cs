using System.Text.RegularExpressions;

namespace Databricks.Jobs.Secrets;

/// <summary>Makes the text of others safe to show: on one line, truncated and redacted.</summary>
internal static class MessageRedactor
{
    private const int MaxLength = 500;

    private static readonly TimeSpan s_regexTimeout = TimeSpan.FromSeconds(1);

    public static string Redact(string text, KnownSecrets known)
    {
        text = SecretPatterns.Redact(known.Redact(text));
        text = Regex.Replace(text, @"\s+", " ", RegexOptions.None, s_regexTimeout).Trim();
        return text.Truncate(MaxLength, "...");
    }
}
