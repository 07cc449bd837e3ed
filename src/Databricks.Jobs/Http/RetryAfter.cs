using System.Globalization;

namespace Databricks.Jobs.Http;

/// <summary>Reads the header that says when to come back.</summary>
internal static class RetryAfter
{
    private const double LongestSeconds = 24 * 60 * 60;

    /// <returns>The wait; null if the header is absent or says nothing that can be read.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values)) return null;
        string text = values.First().Trim();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
            return TimeSpan.FromSeconds(Math.Min(seconds, LongestSeconds));
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTimeOffset date)
            ? date - time.GetUtcNow()
            : null;
    }
}
