using System.Globalization;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Scheduling;

/// <summary>The days of a month that a Quartz cron expression selects, by number or by day of the week.</summary>
internal sealed class QuartzDays
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    private readonly Func<DateTime, IEnumerable<int>> _find;

    private QuartzDays(Func<DateTime, IEnumerable<int>> find) => _find = find;

    /// <exception cref="QuartzCronException">A field is not valid, or the two cannot be combined.</exception>
    public static QuartzDays Parse(string dayOfMonth, string dayOfWeek) => (dayOfMonth, dayOfWeek) switch
    {
        ("?", "?") =>
            throw new QuartzCronException("day of month and day of week are both ?; only one of them can be."),
        (_, "?") => ParseDayOfMonth(dayOfMonth),
        ("?", _) => ParseDayOfWeek(dayOfWeek),
        _ => throw new QuartzCronException("day of month and day of week are both specified; one of them must be ?."),
    };

    /// <summary>The days in order.</summary>
    /// <param name="month">The first day of the month.</param>
    public IEnumerable<int> In(DateTime month) => _find(month);

    private static QuartzDays ParseDayOfMonth(string text)
    {
        QuartzField field = QuartzField.DayOfMonth;
        if (text.IndexOfAny(['L', 'l', 'W', 'w']) < 0)
        {
            int[] days = field.Parse(text);
            return new(month => days.Where(day => day <= Length(month)));
        }

        if (Match(text, @"^L(?:-([0-9]{1,2}))?(W)?\z") is { } last)
        {
            int before = last.Groups[1].Success ? Number(last.Groups[1].Value) : 0;
            bool isWeekday = last.Groups[2].Success;
            return before <= 30
                ? new(month => Only(Length(month) - before, month, isWeekday))
                : throw field.CreateError(text, "is out of range; it must be L-1 to L-30.");
        }

        if (Match(text, @"^([0-9]{1,2})W\z") is { } nearest)
        {
            int day = field.Value(nearest.Groups[1].Value, text);
            return new(month => day <= Length(month) ? Only(day, month, isWeekday: true) : []);
        }

        throw field.CreateError(text, "is not valid; L and W cannot be in a list or range. Examples: L, L-3, LW, 15W.");
    }

    private static QuartzDays ParseDayOfWeek(string text)
    {
        QuartzField field = QuartzField.DayOfWeek;
        if (Match(text, @"^(\w+?)#([0-9])\z") is { } nth)
        {
            int day = field.Value(nth.Groups[1].Value, text);
            int count = Number(nth.Groups[2].Value);
            return count is >= 1 and <= 5
                ? new(month => OfWeek(month, day).Skip(count - 1).Take(1))
                : throw field.CreateError(text, "is not valid; the number after # must be 1-5, the week of the month.");
        }

        if (Match(text, @"^(\w+)L\z") is { } last)
        {
            int day = field.Value(last.Groups[1].Value, text);
            return new(month => [OfWeek(month, day).Last()]);
        }

        if (text.Contains('#') || (text.IndexOfAny(['L', 'l']) >= 0 && text.Length > 1))
        {
            throw field.CreateError(text, "is not valid; L and # cannot be in a list or range. Examples: FRIL, FRI#2.");
        }

        // L alone is the last day of the week, not of the month.
        int[] days = text is "L" or "l" ? [7] : field.Parse(text);
        return new(month => Enumerable.Range(1, Length(month)).Where(day => days.Contains(WeekDay(month, day))));
    }

    private static Match? Match(string text, string pattern)
    {
        Match match = Regex.Match(text, pattern, Options, s_patternTimeout);
        return match.Success ? match : null;
    }

    private static int[] Only(int day, DateTime month, bool isWeekday) => day < 1 ? []
        : isWeekday ? [NearestWeekday(day, month)]
        : [day];

    // Never in another month.
    private static int NearestWeekday(int day, DateTime month) => month.AddDays(day - 1).DayOfWeek switch
    {
        DayOfWeek.Saturday => day == 1 ? 3 : day - 1,
        DayOfWeek.Sunday => day == Length(month) ? day - 2 : day + 1,
        _ => day,
    };

    private static IEnumerable<int> OfWeek(DateTime month, int dayOfWeek) =>
        Enumerable.Range(1, Length(month)).Where(day => WeekDay(month, day) == dayOfWeek);

    private static int WeekDay(DateTime month, int day) => (int)month.AddDays(day - 1).DayOfWeek + 1;

    private static int Length(DateTime month) => DateTime.DaysInMonth(month.Year, month.Month);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
