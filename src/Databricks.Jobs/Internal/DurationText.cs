using System.Globalization;

namespace Databricks.Jobs.Internal;

/// <summary>Durations as people read them.</summary>
internal static class DurationText
{
    /// <summary>A duration by its two largest units, such as 1h 05m or 12s; empty if there is none.</summary>
    public static string Of(TimeSpan? duration) => duration is not { } span ? "" : span switch
    {
        { TotalDays: >= 1 } => Text($"{(int)span.TotalDays}d {span.Hours:00}h"),
        { TotalHours: >= 1 } => Text($"{span.Hours}h {span.Minutes:00}m"),
        { TotalMinutes: >= 1 } => Text($"{span.Minutes}m {span.Seconds:00}s"),
        { TotalSeconds: >= 10 } => Text($"{(int)span.TotalSeconds}s"),
        _ => Text($"{span.TotalSeconds:0.0}s"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
