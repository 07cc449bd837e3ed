using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Reports;

/// <summary>Text of a run as a report shows it: redacted, and truncated in the middle.</summary>
internal static class ReportText
{
    /// <summary>A text without what looks like a secret.</summary>
    public static string Redact(string? text) =>
        string.IsNullOrEmpty(text) ? "" : SecretPatterns.Redact(SecretValues.Known.Redact(text!));

    /// <summary>The value of a parameter; <c>***</c> if its name suggests a secret.</summary>
    public static string RedactValue(string name, string? value) =>
        SecretNames.IsSecret(name) && !string.IsNullOrEmpty(value) ? KnownSecrets.Placeholder : Redact(value);

    /// <summary>The beginning and the end of a text, redacted. Errors say what is wrong in the first and in the last
    /// lines.</summary>
    /// <param name="text">The text; null is the same as none.</param>
    /// <param name="maxLength">How many characters are kept.</param>
    public static string Excerpt(string? text, int maxLength)
    {
        string given = text ?? "";
        // Longer than needed, so that a secret is not cut before it is found.
        const int Surplus = 4096;
        if (given.Length <= maxLength + (2 * Surplus)) return Cut(Redact(given), maxLength, omitted: 0);
        int start = (maxLength * 2 / 3) + Surplus;
        int end = (maxLength / 3) + Surplus;
        string both = Redact(given.Truncate(start)) + Redact(given.Substring(given.Length - end));
        return Cut(both, maxLength, given.Length - start - end);
    }

    private static string Cut(string text, int maxLength, int omitted)
    {
        if (text.Length <= maxLength && omitted <= 0) return text;
        string start = text.Truncate(Math.Min(maxLength, text.Length) * 2 / 3);
        int endLength = Math.Min(maxLength, text.Length) / 3;
        int from = text.Length - endLength;
        if (from > 0 && from < text.Length && char.IsLowSurrogate(text[from])) from++;
        omitted += from - start.Length;
        string count = omitted.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
        return $"{start}\n\n… {count} characters are not shown …\n\n{text.Substring(from)}";
    }
}
