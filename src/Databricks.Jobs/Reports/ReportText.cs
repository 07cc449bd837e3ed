using System.Globalization;
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
        // A secret at a cut is not found, so this much beside the cut is not shown.
        const int Surplus = 4096;
        int start = maxLength * 2 / 3;
        int end = maxLength / 3;
        if (given.Length <= maxLength + (2 * Surplus))
        {
            string all = Redact(given);
            return all.Length <= maxLength ? all : Join(all, all, start, end, all.Length);
        }

        string head = Redact(given.Truncate(start + Surplus));
        string tail = Redact(given.Substring(given.Length - end - Surplus));
        return Join(
            head.Truncate(Math.Max(0, head.Length - Surplus)),
            tail.Substring(Math.Min(tail.Length, Surplus)),
            start,
            end,
            given.Length);
    }

    private static string Join(string head, string tail, int start, int end, int length)
    {
        string first = head.Truncate(start);
        int from = Math.Max(0, tail.Length - end);
        if (from > 0 && from < tail.Length && char.IsLowSurrogate(tail[from])) from++;
        string last = tail.Substring(from);
        string count = (length - first.Length - last.Length).ToString("N0", CultureInfo.InvariantCulture);
        return $"{first}\n\n… {count} characters are not shown …\n\n{last}";
    }
}
