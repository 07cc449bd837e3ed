using System.Globalization;

namespace Databricks.Jobs.Http;

/// <summary>Reads the delay before a retry, in each form in which a response can contain it.</summary>
internal static class RetryAfter
{
    private const double MaxSeconds = 24 * 60 * 60;

    /// <returns>The delay; null if the header is absent or cannot be read.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values)) return null;
        string text = values.First().Trim();
        if (Seconds(text) is { } wait) return wait;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out DateTimeOffset date)) return null;
        // By the clock of the service if possible: that of this machine may be wrong.
        return date - (response.Headers.Date ?? time.GetUtcNow());
    }

    /// <param name="text">A duration as google.rpc.RetryInfo writes it, such as <c>42.000000001s</c>.</param>
    /// <returns>The delay; null if the text is not a duration.</returns>
    public static TimeSpan? ReadDuration(string? text) =>
        text is { Length: > 1 } && text[text.Length - 1] == 's' ? Seconds(text.Substring(0, text.Length - 1)) : null;

    // The styles exclude NaN and Infinity, which are numbers to the parser.
    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
        && seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds)) : null;
}
