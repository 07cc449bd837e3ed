using System.Globalization;
using Databricks.Jobs.LocalWorkspace;

namespace Soak;

/// <summary>Something that goes wrong for a while, in the time of the service.</summary>
/// <param name="Name">What it is called in the summary.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Faults">What the workspace does wrong; none: the service is down.</param>
internal sealed record FaultWindow(string Name, TimeSpan Duration, Func<DateTimeOffset, Fault[]> Faults)
{
    // The check of the results speaks 2.1, past all faults.
    private const string Jobs = "/api/2.2/*";
    private const string Tokens = "/oidc/*";
    private const int All = -1;

    /// <summary>What comes one after the other, again and again. A wait must survive ten minutes of it; a
    /// pause of half a minute may lie between the last attempt and the tenth.</summary>
    public static IReadOnlyList<FaultWindow> Cycle { get; } =
    [
        new("service down", Minutes(4), static _ => []),
        new("429, Retry-After in seconds", Minutes(1), static _ =>
            [new() { Kind = FaultKind.Status, Status = 429, RetryAfter = "7", PathPattern = Jobs, Times = 40 }]),
        new("429, Retry-After as a date", Minutes(1), static now =>
            [new()
            {
                Kind = FaultKind.Status,
                Status = 429,
                RetryAfter = now.AddSeconds(30).UtcDateTime.ToString("R", CultureInfo.InvariantCulture),
                PathPattern = Jobs,
                Times = 40,
            }]),
        new("429 without Retry-After", Minutes(1), static _ =>
            [new() { Kind = FaultKind.Status, Status = 429, PathPattern = Jobs, Times = 40 }]),
        new("resets", Minutes(2), static _ => [new() { Kind = FaultKind.Reset, PathPattern = Jobs, Times = 80 }]),
        new("lost responses", Minutes(2), static _ =>
            [new() { Kind = FaultKind.ResponseLost, PathPattern = Jobs, Times = 80 }]),
        new("slow responses", Minutes(3), static _ =>
            [new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(20), PathPattern = Jobs, Times = 100 }]),
        new("truncated bodies", Minutes(2), static _ =>
            [new() { Kind = FaultKind.TruncatedBody, PathPattern = Jobs, Times = 80 }]),
        new("500", Minutes(9), static _ =>
            [new() { Kind = FaultKind.Status, Status = 500, PathPattern = Jobs, Times = All }]),
        new("502 and 504 in turn", Minutes(3), static _ =>
            [.. Enumerable.Range(0, 40).Select(static i => new Fault
            {
                Kind = FaultKind.Status,
                Status = i % 2 == 0 ? 502 : 504,
                PathPattern = Jobs,
            })]),
        new("503", Minutes(4), static _ =>
            [new() { Kind = FaultKind.Status, Status = 503, PathPattern = Jobs, Times = All }]),
        new("no responses at all", Minutes(3), static _ =>
            [new() { Kind = FaultKind.Stall, PathPattern = Jobs, Times = 30 }]),
        new("no tokens", Minutes(2), static _ =>
            [new() { Kind = FaultKind.Status, Status = 503, PathPattern = Tokens, Times = All }]),
    ];

    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);
}
