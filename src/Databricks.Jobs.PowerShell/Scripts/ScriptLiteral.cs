using System.Globalization;
using System.Management.Automation.Language;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Databricks.Jobs.PowerShell.Scripts;

/// <summary>Writes values as PowerShell literals. Text can never become code.</summary>
internal static class ScriptLiteral
{
    private const int MaxInlineLength = 60;
    private const string Indent = "    ";

    /// <summary>A string in single quotes. Characters that an editor or a terminal would change or hide are written by
    /// their codes.</summary>
    public static string Quote(string text)
    {
        if (!text.Any(IsHidden))
        {
            return InQuotes(text);
        }

        var parts = new List<string>();
        var plain = new StringBuilder();
        foreach (char letter in text)
        {
            if (!IsHidden(letter))
            {
                plain.Append(letter);
                continue;
            }

            // The first part is a string, so that + joins strings.
            if (plain.Length > 0 || parts.Count == 0)
            {
                parts.Add(InQuotes(plain.ToString()));
                plain.Clear();
            }

            parts.Add($"[char]0x{((int)letter).ToString("x4", CultureInfo.InvariantCulture)}");
        }

        if (plain.Length > 0)
        {
            parts.Add(InQuotes(plain.ToString()));
        }

        return $"({string.Join(" + ", parts)})";
    }

    /// <summary>A value as an expression.</summary>
    /// <param name="node">The value.</param>
    /// <param name="level">How far the lines after the first are indented.</param>
    public static string Of(JsonNode? node, int level) => node switch
    {
        null => "$null",
        JsonObject entries => OfObject(entries, level),
        JsonArray items => OfList([.. items.Select(item => Of(item, level + 1))], level),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => "$true",
            JsonValueKind.False => "$false",
            JsonValueKind.Number => node.ToJsonString(),
            _ => Quote(node.GetValue<string>()),
        },
    };

    /// <summary>Expressions as an array.</summary>
    public static string OfList(IReadOnlyList<string> items, int level) => Join("@(", items, ", ", ")", level);

    /// <summary>Entries as a hashtable.</summary>
    /// <param name="entries">The entries, each with its key.</param>
    /// <param name="level">How far the lines after the first are indented.</param>
    public static string OfEntries(IReadOnlyList<string> entries, int level) => entries.Count == 0
        ? "@{}"
        : Join("@{ ", entries, "; ", " }", level);

    /// <summary>A key of a hashtable literal.</summary>
    public static string Key(string key) =>
        key.Length > 0 && !char.IsDigit(key[0]) && key.All(letter => letter < 128 && IsWordPart(letter))
            ? key
            : Quote(key);

    /// <summary>Whether a hashtable cannot hold the value: keys that differ only by case, or a number that PowerShell
    /// would write in another way.</summary>
    public static bool NeedsJson(JsonNode? node) => node switch
    {
        JsonObject entries => entries.Select(entry => entry.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count()
            < entries.Count || entries.Any(entry => NeedsJson(entry.Value)),
        JsonArray items => items.Any(NeedsJson),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            !long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static string OfObject(JsonObject entries, int level) =>
        OfEntries([.. entries.Select(entry => $"{Key(entry.Key)} = {Of(entry.Value, level + 1)}")], level);

    private static string Join(string open, IReadOnlyList<string> items, string separator, string close, int level)
    {
        bool isShort = items.Sum(item => item.Length + separator.Length) <= MaxInlineLength
            && !items.Any(item => item.Contains('\n'));
        if (isShort)
        {
            return open + string.Join(separator, items) + close;
        }

        string start = "\n" + string.Concat(Enumerable.Repeat(Indent, level + 1));
        string end = "\n" + string.Concat(Enumerable.Repeat(Indent, level));
        return open.TrimEnd() + start + string.Join(start, items) + end + close.TrimStart();
    }

    // PowerShell also reads typographic quotes as quotes.
    private static string InQuotes(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static bool IsWordPart(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static bool IsHidden(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
