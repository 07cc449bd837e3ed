using System.Globalization;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes time zones, with their current time.</summary>
public sealed class TimeZoneCompleter : Completer
{
    // The rules of a zone are read from disk, which would be noticeable for all zones.
    private const int MaxWithTime = 40;

    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        CompletionItem[] fitting = [.. Matching(TimeZones.Ids.Select(id => new CompletionItem(id, "")), context.Word)];
        return fitting.Length > MaxWithTime
            ? fitting
            : fitting.Select(item => item with { Description = TimeIn(item.Text) });
    }

    private static string TimeIn(string id) => TimeZones.Get(id) is { } zone
        ? TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone)
            .ToString("'now 'ddd HH:mm 'UTC'zzz", CultureInfo.InvariantCulture)
        : "";
}
