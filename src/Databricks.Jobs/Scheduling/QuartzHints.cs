using System.Globalization;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Scheduling;

/// <summary>Suggests a Quartz cron expression for one that is not valid.</summary>
internal static class QuartzHints
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    public static QuartzCronException Count(string[] fields) => new(fields.Length == 5
        ? "it has 5 fields, as in Unix cron. Quartz needs the second first, and ? for one of the two days."
        : $"it has {fields.Length} field{(fields.Length == 1 ? "" : "s")}, not 6 or 7: second, minute, hour, "
            + "day of month, month, day of week and optionally year.");

    /// <summary>The corrected expression; null if there is no suggestion.</summary>
    public static string? Correct(string[] fields)
    {
        string? guess = fields.Length switch
        {
            1 => Nickname(fields[0]),
            5 => FromUnix(fields),
            6 or 7 => WithQuestionMark(fields),
            _ => null,
        };
        return guess is not null && QuartzCron.TryParse(guess, out _, out _) ? guess : null;
    }

    private static string? Nickname(string nickname) => nickname switch
    {
        "@hourly" => "0 0 * * * ?",
        "@daily" or "@midnight" => "0 0 0 * * ?",
        "@weekly" => "0 0 0 ? * SUN",
        "@monthly" => "0 0 0 1 * ?",
        "@yearly" or "@annually" => "0 0 0 1 1 ?",
        _ => null,
    };

    private static string? FromUnix(string[] fields)
    {
        string time = $"0 {fields[0]} {fields[1]}";
        return (fields[2], fields[4]) switch
        {
            (_, "*" or "?") => $"{time} {fields[2]} {fields[3]} ?",
            ("*" or "?", _) => $"{time} ? {fields[3]} {NameDays(fields[4])}",
            _ => null,
        };
    }

    // Sunday is 0 in Unix cron, and 1 in Quartz.
    private static string NameDays(string days) => Regex.Replace(
        days,
        @"(?<![/\d])[0-7](?!\d)",
        match => s_days[int.Parse(match.Value, CultureInfo.InvariantCulture)],
        RegexOptions.None,
        s_patternTimeout);

    private static string? WithQuestionMark(string[] fields)
    {
        int star = fields[5] == "*" ? 5 : fields[3] == "*" ? 3 : -1;
        if (star < 0 || fields[8 - star] == "?")
        {
            return fields is [_, _, _, "?", _, "?", ..] ? Replace(fields, 3, "*") : null;
        }

        return Replace(fields, star, "?");
    }

    private static string Replace(string[] fields, int index, string text) =>
        string.Join(" ", fields.Select((field, i) => i == index ? text : field));
}
