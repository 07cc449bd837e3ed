using System.Text.RegularExpressions;

namespace Databricks.Jobs.Authentication;

/// <summary>Makes what others say fit to be shown: one line, short, without anything that looks like a secret.</summary>
internal static class Redaction
{
    private const int Longest = 500;

    private const string Tokens =
        """\beyJ[\w\-]+(\.[\w\-]*)*|\b(Bearer|Basic)\s+[\w\-.~+/=]{8,}|\bdapi[0-9a-f]{8,}[\w\-]*|(?<=(token|secret|password|assertion)"?\s*[:=]\s*"?)[^\s"&,}]+""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static string Clean(string text, params IEnumerable<Secret> secrets)
    {
        foreach (string secret in secrets.Select(static secret => secret.Reveal()).Where(static word => word.Length > 3))
            text = text.Replace(secret, "***");
        text = Regex.Replace(text, Tokens, "***", RegexOptions.IgnoreCase, s_patience);
        text = Regex.Replace(text, @"\s+", " ", RegexOptions.None, s_patience).Trim();
        return text.Length > Longest ? text.Substring(0, Longest) + "..." : text;
    }
}
