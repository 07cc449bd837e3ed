using System.Globalization;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Scheduling;

/// <summary>The time zones that a schedule can have: IANA IDs such as Europe/Berlin, the same on every
/// system.</summary>
public static class TimeZones
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);
    private static readonly Lazy<Table> s_table = new(Table.Read);

    /// <summary>All IDs, in ordinal order.</summary>
    public static IReadOnlyList<string> Ids => s_table.Value.Ids;

    /// <summary>The IANA ID, as the service expects it, for an IANA ID in any case or the name of a Windows time zone;
    /// null if there is no such zone.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public static string? Find(string id)
    {
        ArgumentChecks.NotNull(id, nameof(id));
        return s_table.Value.Find(id) ?? (Fixed(id) is not null || FindHere(id) is not null ? id : null);
    }

    /// <summary>The zone with its rules; null if it does not exist or this machine does not have it.</summary>
    /// <param name="id">An IANA ID.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public static TimeZoneInfo? Get(string id)
    {
        ArgumentChecks.NotNull(id, nameof(id));
        // .NET Framework finds zones only by their Windows names.
        return FindHere(id) ?? Fixed(id) ?? (s_table.Value.WindowsNameOf(id) is { } windows ? FindHere(windows) : null);
    }

    /// <summary>What is wrong with an ID and what would be right; null if it is valid.</summary>
    internal static string? Problem(string id)
    {
        string? found = Find(id);
        if (found is not null)
        {
            return found == id ? null : $"'{id}' must be written as '{found}'.";
        }

        string hint = NameMatcher.Nearest(id, Ids) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
        return $"there is no time zone '{id}'{hint} Use an IANA ID such as Europe/Berlin or UTC.";
    }

    // GMT+2 and GMT+02:00, which Java also accepts.
    private static TimeZoneInfo? Fixed(string id)
    {
        Match match = Regex.Match(
            id, @"^GMT([+-])([0-9]{1,2})(?::?([0-5][0-9]))?\z", RegexOptions.None, s_patternTimeout);
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
            string windows = "";
            while (reader.ReadLine() is { } line)
            {
                if (line[0] == '#')
                {
                    continue;
                }

                // A line without a bar continues the one before it.
                int bar = line.IndexOf('|');
                windows = bar < 0 ? windows : line.Substring(0, bar);
                table.Add(windows, line.Substring(bar + 1).TrimStart().Split(' '));
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
            if (windows.Length > 0 && !_usual.ContainsKey(windows))
            {
                _usual.Add(windows, ids[0]);
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
