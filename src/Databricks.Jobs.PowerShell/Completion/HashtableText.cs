namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Writes hashtables as code. PowerShell calls no completer between the braces of a hashtable, so completers
/// offer whole hashtables.</summary>
internal static class HashtableText
{
    public static string Of(IEnumerable<KeyValuePair<string, string>> entries) =>
        $"@{{ {string.Join("; ", entries.Select(Write))} }}";

    private static string Write(KeyValuePair<string, string> entry) =>
        $"{Key(entry.Key)} = {QuotedWord.Write(entry.Value, '\'')}";

    // Other names must be quoted.
    private static string Key(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(letter => letter == '_' || char.IsLetterOrDigit(letter))
            ? name
            : QuotedWord.Write(name, '\'');
}
