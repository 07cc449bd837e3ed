using System.Diagnostics.CodeAnalysis;

namespace Databricks.Jobs.Scheduling;

/// <summary>A Quartz cron expression, by which schedules start jobs: second, minute, hour, day of month, month, day of
/// week and, if wanted, year.</summary>
public sealed class QuartzCron
{
    private static readonly char[] Blank = [' ', '\t'];

    private readonly string _text;
    private readonly int[] _seconds;
    private readonly int[] _minutes;
    private readonly int[] _hours;
    private readonly int[] _months;
    private readonly int[] _years;
    private readonly QuartzDays _days;

    private QuartzCron(string[] fields)
    {
        _text = string.Join(" ", fields);
        _seconds = QuartzField.Second.Parse(fields[0]);
        _minutes = QuartzField.Minute.Parse(fields[1]);
        _hours = QuartzField.Hour.Parse(fields[2]);
        _months = QuartzField.Month.Parse(fields[4]);
        _days = QuartzDays.Parse(fields[3], fields[5]);
        _years = QuartzField.Year.Parse(fields.Length == 7 ? fields[6] : "*");
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="DefinitionException">It is none; the message names the field and what is allowed.</exception>
    public static QuartzCron Parse(string expression) => TryParse(expression, out QuartzCron? cron, out string? problem)
        ? cron
        : throw new DefinitionException([new DefinitionProblem("", problem)]);

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">Six or seven fields.</param>
    /// <param name="cron">What it says, if it is one.</param>
    /// <param name="problem">What is wrong and what would be right, if it is none.</param>
    public static bool TryParse(
        string expression,
        [NotNullWhen(true)] out QuartzCron? cron,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentChecks.NotNull(expression, nameof(expression));
        string[] fields = expression.Split(Blank, StringSplitOptions.RemoveEmptyEntries);
        cron = null;
        problem = null;
        try
        {
            cron = fields.Length is 6 or 7 ? new QuartzCron(fields) : throw QuartzHints.Count(fields);
            return true;
        }
        catch (QuartzCronException exception)
        {
            string hint = QuartzHints.Correct(fields) is { } right ? $" Did you mean '{right}'?" : "";
            problem = $"'{expression}' is no Quartz cron expression: {exception.Message}{hint}";
            return false;
        }
    }

    /// <summary>
    /// The times at which a schedule fires, as Quartz has it: a time that clocks leap over when summer begins is left
    /// out, one that they go through twice when summer ends fires once, the second time.
    /// </summary>
    /// <param name="after">The time after which to look.</param>
    /// <param name="zone">The zone in which the expression is read.</param>
    /// <returns>The times in order, each with the offset of the zone; there may be none, and mostly there is no end.</returns>
    public IEnumerable<DateTimeOffset> Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentChecks.NotNull(zone, nameof(zone));
        DateTime local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        // What lies behind by the clock on the wall may still come a second time.
        DateTime start = zone.IsAmbiguousTime(local) ? local.AddDays(-1) : local;
        return LocalTimes(start)
            .Where(time => !zone.IsInvalidTime(time))
            .Select(time => new DateTimeOffset(time, OffsetOf(time, zone)))
            .Where(time => time > after);
    }

    /// <summary>The expression, its fields parted by single blanks.</summary>
    public override string ToString() => _text;

    private static TimeSpan OffsetOf(DateTime time, TimeZoneInfo zone) => zone.IsAmbiguousTime(time)
        ? zone.GetAmbiguousTimeOffsets(time).Min()
        : zone.GetUtcOffset(time);

    private IEnumerable<DateTime> LocalTimes(DateTime start) =>
        from day in DaysFrom(start.Date)
        from hour in _hours
        where day > start || hour >= start.Hour
        from minute in _minutes
        from second in _seconds
        let time = day.AddSeconds((((hour * 60) + minute) * 60) + second)
        where time >= start
        select time;

    private IEnumerable<DateTime> DaysFrom(DateTime first) =>
        from year in _years
        where year >= first.Year
        from number in _months
        let month = new DateTime(year, number, 1)
        from dayOfMonth in _days.In(month)
        let day = month.AddDays(dayOfMonth - 1)
        where day >= first
        select day;
}

/// <summary>Says what is wrong in a Quartz cron expression, on the way from a field to who asked.</summary>
internal sealed class QuartzCronException(string message) : Exception(message);
