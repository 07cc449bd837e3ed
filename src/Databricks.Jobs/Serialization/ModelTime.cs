namespace Databricks.Jobs.Serialization;

/// <summary>Converts the API's milliseconds to .NET types; false if the number is out of their range.</summary>
internal static class ModelTime
{
    // 0001-01-01 and 9999-12-31 in milliseconds since 1970.
    private const long EarliestEpochMilliseconds = -62_135_596_800_000;
    private const long LatestEpochMilliseconds = 253_402_300_799_999;
    private const long LongestMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    /// <summary>Converts a point in time. The API's 0 means "not yet" and becomes null.</summary>
    public static bool FromEpoch(long milliseconds, out DateTimeOffset? time)
    {
        bool fits = milliseconds is >= EarliestEpochMilliseconds and <= LatestEpochMilliseconds;
        time = fits && milliseconds != 0 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        return fits;
    }

    public static bool FromMilliseconds(long milliseconds, out TimeSpan span)
    {
        bool fits = milliseconds is >= -LongestMilliseconds and <= LongestMilliseconds;
        span = fits ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond) : default;
        return fits;
    }
}
