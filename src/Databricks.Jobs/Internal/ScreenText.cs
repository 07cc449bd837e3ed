using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Internal;

/// <summary>Makes text of the service safe to show. A terminal obeys escape sequences and control characters,
/// bidirectional and zero-width characters make text look like other text, and a build agent obeys commands in its log.
/// </summary>
/// <remarks>Unsafe characters are shown as <c>\u001b</c>. In a pipeline, a space breaks the commands of build agents.
/// </remarks>
internal static class ScreenText
{
    // Variables of build services. An empty value is the same as none.
    private static readonly string[] s_buildVariables = ["TF_BUILD", "GITHUB_ACTIONS", "TEAMCITY_VERSION", "CI"];

    /// <summary>The text on one line: line breaks and tabs become spaces.</summary>
    /// <param name="text">Any text; null is the same as none.</param>
    public static string Line(string? text) => Clean(text, keepsLines: false, IsPipeline);

    /// <summary>The text with its line breaks and tabs.</summary>
    /// <param name="text">Any text; null is the same as none.</param>
    public static string Block(string? text) => Clean(text, keepsLines: true, IsPipeline);

    /// <summary>Makes a text safe to show.</summary>
    /// <param name="text">Any text; null is the same as none.</param>
    /// <param name="keepsLines">Whether line breaks and tabs stay; otherwise, each becomes a space.</param>
    /// <param name="breaksCommands">Whether to break the commands of build agents.</param>
    public static string Clean(string? text, bool keepsLines, bool breaksCommands)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string clean = FindUnsafe(text!, keepsLines) is >= 0 and int start ? Replace(text!, start, keepsLines) : text!;
        return breaksCommands && HasMarker(clean) ? AgentCommand.Pattern.Replace(clean, "$& ") : clean;
    }

    /// <summary>Whether a text contains a character that cannot be shown as it is.</summary>
    public static bool IsUnsafe(string text) => FindUnsafe(text, keepsLines: false) >= 0;

    /// <summary>The text with another character instead of each one that cannot be shown as it is.</summary>
    public static string ReplaceUnsafe(string text, char replacement)
    {
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            _ = IsSafe(text, i, keepsLines: false)
                ? clean.Append(text, i, length)
                : clean.Append(replacement);
            i += length - 1;
        }

        return clean.ToString();
    }

    /// <summary>Whether a build agent reads the output.</summary>
    public static bool IsPipeline =>
        Array.Exists(s_buildVariables, static name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    private static bool HasMarker(string text) =>
        text.IndexOf("##", StringComparison.Ordinal) >= 0 || text.IndexOf("::", StringComparison.Ordinal) >= 0;

    private static int FindUnsafe(string text, bool keepsLines)
    {
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            if (!IsSafe(text, i, keepsLines))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSafe(string text, int index, bool keepsLines)
    {
        char letter = text[index];
        if (letter is >= ' ' and < '\u007F')
        {
            return true;
        }

        if (keepsLines && (letter is '\n' or '\t' || IsLineBreak(text, index)))
        {
            return true;
        }

        return CharUnicodeInfo.GetUnicodeCategory(text, index) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    // A carriage return alone moves the cursor to the start of the line, so that the rest overwrites it.
    private static bool IsLineBreak(string text, int index) =>
        text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n';

    private static string Replace(string text, int start, bool keepsLines)
    {
        var clean = new StringBuilder(text, 0, start, text.Length + 16);
        for (int i = start; i < text.Length; i++)
        {
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (IsSafe(text, i, keepsLines))
            {
                clean.Append(text, i, length);
            }
            else if (!keepsLines && IsLineBreak(text, i))
            {
                // The line feed that follows becomes the space.
            }
            else if (!keepsLines && text[i] is '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029')
            {
                clean.Append(' ');
            }
            else
            {
                for (int j = i; j < i + length; j++)
                {
                    clean.Append("\\u").Append(((int)text[j]).ToString("x4", CultureInfo.InvariantCulture));
                }
            }

            i += length - 1;
        }

        return clean.ToString();
    }

    // A class of its own, because few processes need the expression.
    private static class AgentCommand
    {
        // Azure Pipelines and TeamCity find their commands anywhere in a line, GitHub Actions only at its start. Others
        // are broken too, because a table can wrap the line there.
        public static readonly Regex Pattern = new(
            @"#(?=#(?:\[|vso\[|teamcity\[))|:(?=:[a-z][a-z-]*(?: [^\r\n]*?)?::)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
