using System.Text;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Replaces names and values in JSON and YAML at the positions of findings.</summary>
internal static class TextEdits
{
    // What can follow a name or value.
    private const string Ends = "\"':,]} \t\r\n";

    /// <param name="text">The text of the file.</param>
    /// <param name="findings">Findings in this text.</param>
    /// <param name="count">The number of replacements.</param>
    public static string Apply(string text, IEnumerable<JobFinding> findings, out int count)
    {
        int[] lines = LineStarts(text);
        // An anchor that is used twice gives two findings at one place.
        var edits = new SortedDictionary<int, DefinitionFix>();
        foreach (JobFinding finding in findings)
        {
            if (finding is { Edit: { } edit, EditPlace: { } place } && Find(text, lines, place, edit.Old) is { } offset)
            {
                edits[offset] = edit;
            }
        }

        var corrected = new StringBuilder(text);
        foreach (KeyValuePair<int, DefinitionFix> edit in edits.Reverse())
        {
            corrected.Remove(edit.Key, edit.Value.Old.Length).Insert(edit.Key, edit.Value.New);
        }

        count = edits.Count;
        return corrected.ToString();
    }

    // Where the old text is, inside its quotation marks; null if something else is there.
    private static int? Find(string text, int[] lines, SourceLocation place, string old)
    {
        if (place.Line > lines.Length)
        {
            return null;
        }

        int offset = lines[place.Line - 1] + place.Column - 1;
        if (offset > text.Length)
        {
            return null;
        }

        if (offset < text.Length && text[offset] is '"' or '\'')
        {
            offset++;
        }

        int end = offset + old.Length;
        return string.CompareOrdinal(text, offset, old, 0, old.Length) == 0
            && (end == text.Length || Ends.IndexOf(text[end]) >= 0)
            ? offset
            : null;
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
