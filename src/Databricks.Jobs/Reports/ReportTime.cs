using System.Globalization;

namespace Databricks.Jobs.Reports;

/// <summary>Times in reports are in UTC, because a report is read in other time zones than it was written in.</summary>
internal static class ReportTime
{
    /// <summary>A time such as 2026-11-25 17:40:12 UTC.</summary>
    public static string Of(DateTimeOffset time) => Format(time, "yyyy-MM-dd HH:mm:ss 'UTC'");

    /// <summary>A time as an HTML element; nothing if there is none.</summary>
    public static Markup Element(DateTimeOffset? time) => time is { } known
        ? Markup.Of($"""<time datetime="{Format(known, "yyyy-MM-dd'T'HH:mm:ss'Z'")}">{Of(known)}</time>""")
        : Markup.None;

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
