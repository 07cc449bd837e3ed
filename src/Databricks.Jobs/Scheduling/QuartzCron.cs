using System.Diagnostics.CodeAnalysis;

namespace Databricks.Jobs.Scheduling;

/// <summary>A Quartz cron expression, which defines when a schedule starts a job: second, minute, hour, day of month,
/// month, day of week and optionally year.</summary>
public sealed class QuartzCron
{
    private static readonly char[] s_blanks = [' ', '\t'];

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
    /// <exception cref="DefinitionException">The expression is not valid; the message names the field and the allowed
    /// values.</exception>
    public static QuartzCron Parse(string expression) => TryParse(expression, out QuartzCron? cron, out string? problem)
        ? cron
        : throw new DefinitionException([new DefinitionProblem("", problem)]);

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">Six or seven fields.</param>
    /// <param name="cron">The result; null if the expression is not valid.</param>
    /// <param name="problem">What is wrong and what would be right; null if the expression is valid.</param>
    /// <returns>Whether the expression is valid.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="expression"/> is null.</exception>
    public static bool TryParse(
        string expression,
        [NotNullWhen(true)] out QuartzCron? cron,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentChecks.NotNull(expression, nameof(expression));
        string[] fields = expression.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
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
            problem = $"'{expression}' is not a valid Quartz cron expression: {exception.Message}{hint}";
            return false;
        }
    }

    /// <summary>The expression that was most likely meant; null if there is no suggestion.</summary>
    internal static string? Correct(string expression) =>
        QuartzHints.Correct(expression.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// The times at which a schedule fires, as in Quartz: a time that is skipped when daylight saving time starts is
    /// omitted, and a time that occurs twice when it ends fires once, the second time.
    /// </summary>
    /// <param name="after">The time after which to start.</param>
    /// <param name="zone">The time zone of the expression.</param>
    /// <returns>The times in order, with the offset of the time zone. The sequence can be empty, and usually has no
    /// practical end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="zone"/> is null.</exception>
    public IEnumerable<DateTimeOffset> Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentChecks.NotNull(zone, nameof(zone));
        DateTime local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        // An earlier local time can still occur a second time.
        DateTime start = zone.IsAmbiguousTime(local) ? local.AddDays(-1) : local;
        return LocalTimes(start)
            .Where(time => !zone.IsInvalidTime(time))
            .Select(time => new DateTimeOffset(time, OffsetOf(time, zone)))
            .Where(time => time > after);
    }

    /// <summary>The local times of a day at which a schedule fires, whether or not the time zone has them.</summary>
    internal IEnumerable<DateTime> LocalTimesOn(DateTime day) => LocalTimes(day).TakeWhile(time => time.Date == day);

    /// <summary>The expression, with its fields separated by single spaces.</summary>
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

/// <summary>A Quartz cron expression is not valid; the message says which field and why.</summary>
internal sealed class QuartzCronException(string message) : Exception(message);
