using System.Text.RegularExpressions;

namespace TestReport;

/// <summary>
/// Looks for tokens in everything that the suites left behind. The tests' tokens can be told by their form; they may
/// have been broken into lines by whatever wrote them.
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
            else if (Tokens().Match(Spaces().Replace(text, "")) is { Success: true } token)
            {
                yield return $"{name} has a token in it: {Around(token)}";
            }
        }
    }

    private static string Around(Match match) => match.Value[..Math.Min(10, match.Value.Length)] + "...";

    [GeneratedRegex(
        @"(dapi|dose)[0-9a-f]{16}|local-(oauth-)?[0-9a-f]{32}|eyJ[\w\-]{10,}\.eyJ[\w\-]{10,}", RegexOptions.IgnoreCase)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\b(Bearer|Basic) [\w.~+/=\-]{16,}")]
    private static partial Regex Headers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
