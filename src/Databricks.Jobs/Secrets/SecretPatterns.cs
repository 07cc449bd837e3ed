using System.Text.RegularExpressions;

namespace Databricks.Jobs.Secrets;

/// <summary>Finds secrets in text by their form and by the names before them.</summary>
internal static class SecretPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan s_regexTimeout = TimeSpan.FromSeconds(5);

    // Signed tokens, credentials of headers, tokens and secrets of Databricks and GitHub, and the user and password of
    // an address.
    private static readonly Regex s_shapes = new(
        @"\beyJ[\w\-]{4,}(\.[\w\-]*)*|\b(?<scheme>Bearer|Basic)\s+[\w\-.~+/=]{8,}"
        + @"|\b(dapi|dose|dkea)[0-9a-f]{8,}[\w\-]*|\bgh[a-z]_\w{16,}|(?<=://)[^/\s:@""]+:[^/\s@""]*(?=@)",
        Options,
        s_regexTimeout);

    // A name and its value in JSON (also in a string, where its quotes are escaped), a form, a query or a header. A
    // quoted value ends with the same number of backslashes and the same quote, or else at the end of the text.
    private static readonly Regex s_named = new(
        $$"""(?<![\w.\-])(?=[\w.\-]{0,128}?(?:{{SecretNames.Pattern}}))(?<name>[\w.\-]{1,160})"""
        + """(?<between>\\*["']?\s*[:=]\s*)"""
        + """(?:(?<quote>\\*["'])(?:(?!(?<!\\)\k<quote>).)*(?<end>\k<quote>|$)|(?<list>[\[{])[^\]}]*|"""
        + """(?<word>(?:(?:Bearer|Basic|Digest|Negotiate)\s+)?[^\s&,;"'<>}\])\[{\\]+))""",
        Options | RegexOptions.Singleline,
        s_regexTimeout);

    private static readonly Regex s_headers = new(
        @"(?<=\b(?:Proxy-)?Authorization:\s*|\b(?:Set-)?Cookie:\s*)\S[^\r\n]*",
        Options,
        s_regexTimeout);

    // What each of the shapes contains; the others need a second one.
    private static readonly string[] s_marks = ["eyJ", "bearer", "basic", "dapi", "dose", "dkea"];
    private static readonly (string First, string Second)[] s_markPairs = [("gh", "_"), ("://", "@")];

    /// <summary>Whether <see cref="RedactShapes"/> can find something in a text: much faster than to search for it.
    /// </summary>
    public static bool MayHaveShapes(string text) => s_marks.Any(mark => Has(text, mark))
        || s_markPairs.Any(pair => Has(text, pair.First) && Has(text, pair.Second));

    private static bool Has(string text, string mark) => text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Replaces what looks like a secret.</summary>
    public static string RedactShapes(string text) => Guarded(
        text,
        static text => s_shapes.Replace(text, static match => match.Groups["scheme"] is { Success: true } scheme
            ? $"{scheme.Value} {KnownSecrets.Placeholder}"
            : KnownSecrets.Placeholder));

    /// <summary>Replaces what looks like a secret, and values whose names suggest a secret.</summary>
    public static string Redact(string text) => RedactShapes(Guarded(text, static text =>
        s_named.Replace(s_headers.Replace(text, KnownSecrets.Placeholder), RedactValue)));

    private static string RedactValue(Match match)
    {
        string name = match.Groups["name"].Value;
        if (!SecretNames.IsSecret(name)) return match.Value;
        string before = name + match.Groups["between"].Value;
        if (match.Groups["quote"] is { Success: true } quote)
            return $"{before}{quote.Value}{KnownSecrets.Placeholder}{match.Groups["end"].Value}";
        string start = match.Groups["list"].Value;
        return match.Groups["word"].Value is "null" or "true" or "false"
            ? match.Value
            : $"{before}{start}{KnownSecrets.Placeholder}";
    }

    private static string Guarded(string text, Func<string, string> redact)
    {
        try
        {
            return redact(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return $"({text.Length} characters, hidden because the search for secrets timed out)";
        }
    }
}
