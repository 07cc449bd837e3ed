using System.Globalization;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers time zones, with the time that it is there.</summary>
public sealed class TimeZoneCompleter : Completer
{
    // The rules of a zone are read from disk: for a few that costs nothing, for all of them it would be felt.
    private const int MostWithTime = 40;

    private protected override IEnumerable<Choice> Find(Line line)
    {
        Choice[] fitting = [.. Fitting(TimeZones.Ids.Select(id => new Choice(id, "")), line.Word)];
        return fitting.Length > MostWithTime
            ? fitting
            : fitting.Select(choice => choice with { Meaning = TimeIn(choice.Text) });
    }

    private static string TimeIn(string id) => TimeZones.Get(id) is { } zone
        ? TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone)
            .ToString("'now 'ddd HH:mm 'UTC'zzz", CultureInfo.InvariantCulture)
        : "";
}
