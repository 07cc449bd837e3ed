using System.Text.RegularExpressions;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>A dynamic value reference in a text, such as <c>{{job.parameters.date}}</c>.</summary>
/// <param name="Text">The reference with its braces.</param>
/// <param name="Parts">The parts between the dots, without backticks.</param>
internal sealed record ReferenceText(string Text, IReadOnlyList<string> Parts)
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    private static readonly Regex s_reference = new(
        @"\{\{\s*(?<part>`[^`{}]*`|[^`{}.\s][^`{}.]*?)(?:\.(?<part>`[^`{}]*`|[^`{}.]+?))*\s*\}\}",
        RegexOptions.CultureInvariant,
        s_patternTimeout);

    public string Root => Parts[0];

    /// <summary>A part, or an empty text if the reference is shorter.</summary>
    public string Part(int index) => index < Parts.Count ? Parts[index] : "";

    public static IEnumerable<ReferenceText> Find(string text) => text.Contains("{{")
        ? s_reference.Matches(text).Cast<Match>().Select(static match => new ReferenceText(
            match.Value,
            [.. match.Groups["part"].Captures.Cast<Capture>().Select(static part => part.Value.Trim('`', ' '))]))
        : [];
}
