using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers words as completions.</summary>
internal static class WordCompletion
{
    /// <summary>The words that begin with what was typed, in quotes where they need them or the user began some.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> words, string? typed)
    {
        string text = typed ?? "";
        string quote = text.Length > 0 && text[0] is '\'' or '"' ? text.Substring(0, 1) : "";
        string start = text.Trim('\'', '"');
        return words
            .Where(word => word.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(Quote(word, quote), word, CompletionResultType.ParameterValue, word));
    }

    private static string Quote(string word, string quote)
    {
        if (quote.Length == 0 && word.All(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            return word;
        }

        return quote == "\"" ? $"\"{word}\"" : $"'{word.Replace("'", "''")}'";
    }
}
