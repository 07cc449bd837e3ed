using System.Text.RegularExpressions;

namespace TestReport;

/// <summary>
/// Searches for tokens in everything that the suites left behind. The tests' tokens have a recognizable form, also when
/// they are encoded. They may be broken into lines.
/// </summary>
internal static partial class LeakScan
{
    private const long MaxLength = 256 * 1024 * 1024;

    /// <summary>A sentence for each file with a token in it. The token itself is not repeated.</summary>
    public static IEnumerable<string> Run(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
        {
            string name = Path.GetRelativePath(folder, path);

            if (new FileInfo(path).Length > MaxLength)
            {
                yield return $"{name} is too large to be searched for tokens.";
                continue;
            }

            // Reads UTF-16 too, which Windows PowerShell writes.
            using var reader = new StreamReader(path, detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();

            if (Headers().Match(text) is { Success: true } header)
            {
                yield return $"{name} has a token in it: {Around(header)}";
            }
            else if (Find(Spaces().Replace(text, "")) is { } token)
            {
                yield return $"{name} has a token in it: {Around(token)}";
            }
        }
    }

    private static Match? Find(string text) =>
        new[] { Tokens(), EscapedTokens(), HexTokens(), Base64Tokens() }
            .Select(pattern => pattern.Match(text))
            .FirstOrDefault(match => match.Success);

    private static string Around(Match match) => match.Value[..Math.Min(10, match.Value.Length)] + "...";

    [GeneratedRegex(
        @"(dapi|dose)[0-9a-f]{16}|local-(oauth-)?[0-9a-f]{32}|eyJ[\w\-]{10,}\.eyJ[\w\-]{10,}",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    // Each character of "dapi" or "dose" and of what follows as in URLs, HTML or JSON.
    [GeneratedRegex(
        @"%64(%61%70%69|%6f%73%65)(%3\d|%6[1-6]){16}"
        + @"|&#100;(&#97;&#112;&#105;|&#111;&#115;&#101;)(&#\d{2,3};){16}"
        + @"|&#x64;(&#x61;&#x70;&#x69;|&#x6f;&#x73;&#x65;)(&#x[36][0-9];){16}"
        + @"|\\u0064(\\u0061\\u0070\\u0069|\\u006f\\u0073\\u0065)(\\u00[36]\d){16}",
        RegexOptions.IgnoreCase)]
    private static partial Regex EscapedTokens();

    [GeneratedRegex("64(617069|6f7365)(3[0-9]|6[1-6]){16}", RegexOptions.IgnoreCase)]
    private static partial Regex HexTokens();

    // "dapi" or "dose" at each of the three places in a group of bytes.
    [GeneratedRegex(@"(ZGFwa[TW]|RhcG[kl]|kYXBp|ZG9zZ[TW]|Rvc2[UV]|kb3Nl)[\w+/\-]{18}")]
    private static partial Regex Base64Tokens();

    [GeneratedRegex(@"\b(Bearer|Basic) [\w.~+/=\-]{16,}")]
    private static partial Regex Headers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
