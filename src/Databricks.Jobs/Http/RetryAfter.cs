using System.Globalization;

namespace Databricks.Jobs.Http;

/// <summary>Reads when to come back, in each way in which an answer can say it.</summary>
internal static class RetryAfter
{
    private const double MaxSeconds = 24 * 60 * 60;

    /// <returns>The wait; null if the header is absent or says nothing that can be read.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values)) return null;
        string text = values.First().Trim();
        if (Seconds(text) is { } wait) return wait;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out DateTimeOffset date)) return null;
        // By the clock that the date was made with, where it is told: this machine's may be wrong.
        return date - (response.Headers.Date ?? time.GetUtcNow());
    }

    /// <param name="text">A duration as google.rpc.RetryInfo writes it, such as <c>42.000000001s</c>.</param>
    /// <returns>The wait; null if the text is none.</returns>
    public static TimeSpan? ReadDuration(string? text) =>
        text is { Length: > 1 } && text[text.Length - 1] == 's' ? Seconds(text.Substring(0, text.Length - 1)) : null;

    // NaN and Infinity count as numbers too where text is parsed.
    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
        && seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds)) : null;
}
