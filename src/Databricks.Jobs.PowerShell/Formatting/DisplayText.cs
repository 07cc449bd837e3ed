using System.Globalization;
using System.Text;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Formats durations, times and counts.</summary>
public static class DisplayText
{
    private static readonly char[] s_breaks = ['.', '/', '\\'];

    /// <summary>A duration by its two largest units, such as 1h 05m or 12s; empty if there is none.</summary>
    public static string Duration(TimeSpan? duration) => DurationText.Of(duration);

    /// <summary>A part of a whole as a percentage, such as 92.5%; empty if there is none.</summary>
    public static string Percent(double? part) => part is { } value ? Text($"{value * 100:0.#}%") : "";

    /// <summary>A relative change as a percentage with its sign, such as +12%; empty if there is none.</summary>
    public static string Change(double? part) => part is { } value ? Text($"{value * 100:+0;-0;0}%") : "";

    /// <summary>How long ago a time was, such as 5 minutes ago; empty if there is none.</summary>
    public static string Age(DateTimeOffset? time, DateTimeOffset now)
    {
        if (time is not { } moment)
        {
            return "";
        }

        TimeSpan age = now - moment;
        return age switch
        {
            { TotalSeconds: < 0 } => "in " + Count(-age),
            { TotalSeconds: < 5 } => "just now",
            _ => Count(age) + " ago",
        };
    }

    /// <summary>A time in the local time zone, to the second; empty if there is none.</summary>
    public static string Time(DateTimeOffset? time) =>
        time is { } moment ? moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    /// <summary>A time in the local time zone, to the minute; empty if there is none.</summary>
    public static string Minute(DateTimeOffset? time) =>
        time is { } moment ? moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>A time in its own time zone, with the day of the week and the offset from UTC.</summary>
    public static string ZonedTime(DateTimeOffset time) =>
        time.ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>A text that fits: its middle gives way to an ellipsis, because names that begin alike, such as those
    /// of a job and its copy, often differ at the end.</summary>
    /// <param name="text">Text that is safe to show.</param>
    /// <param name="room">The number of characters that fit. Less than 8 shorten nothing.</param>
    public static string Fit(string text, int room)
    {
        if (text.Length <= room || room < 8)
        {
            return text;
        }

        int start = room / 2;
        int end = text.Length - (room - start - 1);
        // Both halves of a surrogate pair go.
        start -= char.IsHighSurrogate(text[start - 1]) ? 1 : 0;
        end += char.IsLowSurrogate(text[end]) ? 1 : 0;
        return text.Substring(0, start) + "\u2026" + text.Substring(end);
    }

    /// <summary>A text in lines that fit, broken between words. A word that is too long is broken after a dot or
    /// slash if it has one.</summary>
    /// <param name="text">Text that is safe to show.</param>
    /// <param name="room">The number of characters that fit.</param>
    /// <param name="indent">The start of all lines but the first.</param>
    public static string Wrap(string text, int room, string indent)
    {
        var lines = new StringBuilder();
        int length = 0;
        foreach (string word in text.Split(' '))
        {
            string rest = word;
            if (length > 0 && length + 1 + rest.Length <= room)
            {
                lines.Append(' ');
                length++;
            }
            else if (length > 0)
            {
                lines.Append('\n').Append(indent);
                length = indent.Length;
            }

            while (length + rest.Length > room && room - length > 1)
            {
                int end = rest.LastIndexOfAny(s_breaks, room - length - 1) + 1;
                end = end > 0 ? end : room - length;
                lines.Append(rest, 0, end).Append('\n').Append(indent);
                rest = rest.Substring(end);
                length = indent.Length;
            }

            lines.Append(rest);
            length += rest.Length;
        }

        return lines.ToString();
    }

    private static string Count(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Many((int)span.TotalDays, "day"),
        { TotalHours: >= 1 } => Many((int)span.TotalHours, "hour"),
        { TotalMinutes: >= 1 } => Many((int)span.TotalMinutes, "minute"),
        _ => Many((int)span.TotalSeconds, "second"),
    };

    private static string Many(int count, string unit) => Text($"{count} {unit}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
