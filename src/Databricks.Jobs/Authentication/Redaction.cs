using System.Text.RegularExpressions;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Authentication;

/// <summary>Makes what others say fit to be shown: one line, short, without anything that looks like a secret.</summary>
internal static class Redaction
{
    private const int Longest = 500;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static string Clean(string text, SecretTexts known)
    {
        text = SecretPatterns.Mask(known.Mask(text));
        text = Regex.Replace(text, @"\s+", " ", RegexOptions.None, s_patience).Trim();
        return text.Length > Longest ? text.Substring(0, Longest) + "..." : text;
    }
}
