using System.Net;
using System.Text.Encodings.Web;
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
        // The longest first: one may begin with another.
        foreach (string secret in secrets.SelectMany(Forms).Where(static word => word.Length > 3).OrderByDescending(static word => word.Length))
            text = text.Replace(secret, "***");
        text = Regex.Replace(text, Tokens, "***", RegexOptions.IgnoreCase, s_patience);
        text = Regex.Replace(text, @"\s+", " ", RegexOptions.None, s_patience).Trim();
        return text.Length > Longest ? text.Substring(0, Longest) + "..." : text;
    }

    // As it is, as a form and an address carry it, and as JSON does.
    private static IEnumerable<string> Forms(Secret secret)
    {
        string word = secret.Reveal();
        return [word, Uri.EscapeDataString(word), WebUtility.UrlEncode(word), JavaScriptEncoder.Default.Encode(word)];
    }
}
