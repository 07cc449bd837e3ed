using System.Globalization;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Runs;

/// <summary>Parses durations as people write them: 90m, 2h, 1d12h, 1.5h.</summary>
internal static class DurationParser
{
    // The timeout is for arbitrary input.
    private static readonly Regex s_pattern = new(
        @"^\s*(?:(?<count>\d{1,9}(?:\.\d{1,9})?)\s*(?<unit>[wdhms])\s*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Parses a duration of weeks (w), days (d), hours (h), minutes (m) and seconds (s).</summary>
    /// <returns>The duration; null if the text is not a duration.</returns>
    public static TimeSpan? Parse(string text)
    {
        Match match = s_pattern.Match(text);
        if (!match.Success) return null;
        double seconds = 0;
        for (int i = 0; i < match.Groups["count"].Captures.Count; i++)
        {
            seconds += double.Parse(match.Groups["count"].Captures[i].Value, CultureInfo.InvariantCulture)
                * SecondsOf(match.Groups["unit"].Captures[i].Value);
        }

        return seconds <= TimeSpan.MaxValue.TotalSeconds - 1 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static int SecondsOf(string unit) => unit.ToUpperInvariant() switch
    {
        "W" => 7 * 24 * 60 * 60,
        "D" => 24 * 60 * 60,
        "H" => 60 * 60,
        "M" => 60,
        _ => 1,
    };
}
