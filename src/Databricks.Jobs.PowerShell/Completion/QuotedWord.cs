using System.Management.Automation.Language;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Removes the quotes of a word to complete and adds them again.</summary>
internal static class QuotedWord
{
    private static readonly char[] Special = [.. " \t'\"`$@#&|;,(){}<>‘’‚‛“”„"];

    /// <summary>The opening quote of the word, if it has one, and the text without quotes.</summary>
    public static (char? Quote, string Text) Read(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"'))
        {
            return (null, word);
        }

        char quote = word[0];
        string text = word.Substring(1);
        text = text.EndsWith(quote.ToString(), StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;
        return (quote, quote == '\'' ? text.Replace("''", "'") : text);
    }

    /// <summary>The quoted text: with the user's quotes, or with quotes if it needs them.</summary>
    public static string Write(string text, char? quote) => quote switch
    {
        _ when ScreenText.IsUnsafe(text) => "\"" + string.Concat(text.Select(EscapeUnsafe)) + "\"",
        '"' => "\"" + Escape(text) + "\"",
        null when text.Length > 0 && IsPlain(text) => text,
        _ => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'",
    };

    private static bool IsPlain(string text) => text.IndexOfAny(Special) < 0
        && text[0] is not ('-' or '–' or '—' or '―')
        && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));

    // The terminal must not obey the characters, so the line contains code for them.
    private static string EscapeUnsafe(char letter) =>
        ScreenText.IsUnsafe($"{letter}") ? $"$([char]0x{(int)letter:x4})" : Escape($"{letter}");

    private static string Escape(string text) =>
        string.Concat(text.Select(letter =>
            letter is '"' or '`' or '$' or '“' or '”' or '„' ? "`" + letter : $"{letter}"));
}
