using System.Globalization;
using System.Text.RegularExpressions;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Scheduling;

/// <summary>The time zones that schedules may name: IANA ids such as Europe/Berlin, on every system the same.</summary>
public static class TimeZones
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);
    private static readonly Lazy<Table> Known = new(Table.Read);

    /// <summary>All ids, in order.</summary>
    public static IReadOnlyList<string> Ids => Known.Value.Ids;

    /// <summary>The id as the service wants it, for an IANA id in any case or the name of a Windows time zone; null if
    /// there is no such zone.</summary>
    public static string? Find(string id)
    {
        ArgumentChecks.NotNull(id, nameof(id));
        return Known.Value.Find(id) ?? (Fixed(id) is not null || FindHere(id) is not null ? id : null);
    }

    /// <summary>The zone with its rules; null if there is no such zone, or this machine does not have it.</summary>
    /// <param name="id">An IANA id.</param>
    public static TimeZoneInfo? Get(string id)
    {
        ArgumentChecks.NotNull(id, nameof(id));
        // .NET Framework knows zones by their Windows names only.
        return FindHere(id) ?? Fixed(id) ?? (Known.Value.WindowsNameOf(id) is { } windows ? FindHere(windows) : null);
    }

    /// <summary>What is wrong with an id and what would be right; null if nothing is.</summary>
    internal static string? Problem(string id)
    {
        string? found = Find(id);
        if (found is not null)
        {
            return found == id ? null : $"'{id}' is spelt '{found}' here.";
        }

        string hint = Names.Nearest(id, Ids) is { } nearest ? $"did you mean '{nearest}'?" : "";
        return $"there is no time zone '{id}'; {hint} It is an IANA id such as Europe/Berlin or UTC.".Replace(";  ", "; ");
    }

    // GMT+2 and GMT+02:00, which Java takes too.
    private static TimeZoneInfo? Fixed(string id)
    {
        Match match = Regex.Match(id, @"^GMT([+-])([0-9]{1,2})(?::?([0-5][0-9]))?\z", RegexOptions.None, PatternTime);
        if (!match.Success || Number(match.Groups[2].Value) > 14)
        {
            return null;
        }

        var offset = new TimeSpan(Number(match.Groups[2].Value), Number(match.Groups[3].Value), 0);
        offset = match.Groups[1].Value == "-" ? -offset : offset;
        return offset.Duration() <= TimeSpan.FromHours(14)
            ? TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id)
            : null;
    }

    private static TimeZoneInfo? FindHere(string id)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException
            or System.Security.SecurityException or UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    private static int Number(string digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    private sealed class Table
    {
        private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> _windows = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> _usual = new(StringComparer.OrdinalIgnoreCase);

        public IReadOnlyList<string> Ids { get; private set; } = [];

        public static Table Read()
        {
            var table = new Table();
            using Stream stream = typeof(TimeZones).Assembly.GetManifestResourceStream("TimeZones.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                int bar = line.IndexOf('|');
                table.Add(line.Substring(0, bar), line.Substring(bar + 1).Split(' '));
            }

            table.Ids = [.. table._ids.Values.OrderBy(static id => id, StringComparer.Ordinal)];
            return table;
        }

        public string? Find(string id) => _ids.TryGetValue(id, out string? known) ? known
            : _usual.TryGetValue(id, out string? usual) ? usual
            : null;

        public string? WindowsNameOf(string id) => _windows.TryGetValue(id, out string? name) ? name : null;

        private void Add(string windows, string[] ids)
        {
            if (windows.Length > 0)
            {
                _usual[windows] = ids[0];
            }

            foreach (string id in ids)
            {
                _ids[id] = id;
                if (windows.Length > 0)
                {
                    _windows[id] = windows;
                }
            }
        }
    }
}
