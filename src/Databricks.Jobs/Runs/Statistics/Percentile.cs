namespace Databricks.Jobs.Runs.Statistics;

/// <summary>Percentiles by linear interpolation (definition 7 of Hyndman and Fan).</summary>
internal static class Percentile
{
    /// <summary>A percentile of durations.</summary>
    /// <param name="sorted">The durations in ascending order.</param>
    /// <param name="percent">The percentile, from 0 to 100.</param>
    /// <returns>The percentile; null if there are no durations.</returns>
    public static TimeSpan? Of(TimeSpan[] sorted, int percent)
    {
        if (sorted.Length == 0) return null;
        // In hundredths, because 0.95 has no exact binary form.
        int position = (sorted.Length - 1) * percent;
        int below = position / 100;
        TimeSpan low = sorted[below];
        if (position % 100 == 0) return low;
        return low + TimeSpan.FromTicks((sorted[below + 1] - low).Ticks * (position % 100) / 100);
    }

    /// <summary>The median of durations in any order.</summary>
    /// <returns>The median; null if there are no durations.</returns>
    public static TimeSpan? Median(IEnumerable<TimeSpan> durations) =>
        Of([.. durations.OrderBy(static duration => duration)], 50);
}
