using Databricks.Jobs.Models;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks the schedules of a job: the cron expression, the time zone, and when they start the job.</summary>
internal static class ScheduleRules
{
    private const string Expression = "quartz_cron_expression";

    /// <summary>Checks the expression and the time zone of a schedule.</summary>
    public static IEnumerable<DefinitionProblem> Check(CronSchedule schedule, string path)
    {
        var found = new Schedule(schedule.QuartzCronExpression, schedule.TimezoneId, path);
        return Cron(found).Concat(Zone(found));
    }

    /// <summary>Cron expressions that are not valid.</summary>
    public static IEnumerable<DefinitionProblem> Crons(JobCheck check) => All(check).SelectMany(Cron);

    /// <summary>Time zones that do not exist.</summary>
    public static IEnumerable<DefinitionProblem> Zones(JobCheck check) => All(check).SelectMany(Zone);

    /// <summary>Schedules whose expression never matches again.</summary>
    public static IEnumerable<DefinitionProblem> NeverStarts(JobCheck check) => All(check)
        .Where(schedule => schedule.Parsed is { } cron && !cron.Next(check.Now, TimeZoneInfo.Utc).Any())
        .Select(static schedule => new DefinitionProblem(schedule.PathOf(Expression),
            $"'{schedule.Cron}' never matches a time in the future, so the schedule never starts the job. "
                + "Check the day, the month and the year."));

    /// <summary>Schedules that do nothing because they are paused.</summary>
    public static IEnumerable<DefinitionProblem> Paused(JobCheck check) => check.Fields
        .Where(static visit => visit.Field.Name == "pause_status" && visit.Value is nameof(PauseStatus.PAUSED))
        .Select(static visit => new DefinitionProblem(visit.Path, "is PAUSED; nothing starts the job until it is "
            + $"{nameof(PauseStatus.UNPAUSED)}."));

    /// <summary>Schedules at times that daylight saving time skips or repeats.</summary>
    public static IEnumerable<DefinitionProblem> DaylightSaving(JobCheck check) =>
        All(check).Select(schedule => DaylightSaving(schedule, check.Now)).OfType<DefinitionProblem>();

    private static DefinitionProblem? DaylightSaving(Schedule schedule, DateTimeOffset now)
    {
        TimeZoneInfo? zone = schedule.TimeZone is { } id ? TimeZones.Get(id) : null;
        if (zone is null || schedule.Parsed is not { } cron)
        {
            return null;
        }

        return ChangesOf(zone, now.UtcDateTime.Date)
            .SelectMany(day => RareTimesOf(cron, day))
            .Select(time =>
                zone.IsInvalidTime(time) ? Problem(schedule, time, "does not exist", "the job does not start that day")
                : zone.IsAmbiguousTime(time) ? Problem(schedule, time, "occurs twice", "the job starts the second time")
                : null)
            .FirstOrDefault(static problem => problem is not null);
    }

    // An hourly schedule loses no run: the hour itself is missing.
    private static DateTime[] RareTimesOf(QuartzCron cron, DateTime day)
    {
        DateTime[] times = [.. cron.LocalTimesOn(day).Take(24)];
        return times.Length < 24 ? times : [];
    }

    private static IEnumerable<DateTime> ChangesOf(TimeZoneInfo zone, DateTime start)
    {
        for (DateTime day = start; day < start.AddYears(1); day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
            {
                yield return day;
            }
        }
    }

    private static DefinitionProblem Problem(Schedule schedule, DateTime time, string what, string effect) => new(
        schedule.PathOf(Expression),
        FormattableString.Invariant(
            $"{time:HH:mm} {what} on {time:yyyy-MM-dd} in {schedule.TimeZone}, when daylight saving time changes: ")
            + $"{effect}. Choose another time, or the time zone UTC.");

    private static IEnumerable<DefinitionProblem> Cron(Schedule schedule)
    {
        if (schedule.Cron is { } cron && !QuartzCron.TryParse(cron, out _, out string? problem))
        {
            yield return new DefinitionProblem(schedule.PathOf(Expression), problem)
            {
                Fix = QuartzCron.Correct(cron) is { } right ? new DefinitionFix(cron, right) : null,
            };
        }
    }

    private static IEnumerable<DefinitionProblem> Zone(Schedule schedule)
    {
        if (schedule.TimeZone is { } zone && TimeZones.Problem(zone) is { } problem)
        {
            yield return new DefinitionProblem(schedule.PathOf("timezone_id"), problem)
            {
                Fix = TimeZones.Find(zone) is { } right ? new DefinitionFix(zone, right) : null,
            };
        }
    }

    private static IEnumerable<Schedule> All(JobCheck check) =>
        check.ModelsOf<CronSchedule>()
            .Select(static one => new Schedule(
                one.Model.QuartzCronExpression, one.Model.TimezoneId, one.Visit.Path))
            .Concat(check.ModelsOf<CronTriggerConfiguration>().Select(static one => new Schedule(
                one.Model.QuartzCronExpression, one.Model.TimezoneId, one.Visit.Path)));

    private sealed record Schedule(string? Cron, string? TimeZone, string Path)
    {
        public QuartzCron? Parsed =>
            Cron is not null && QuartzCron.TryParse(Cron, out QuartzCron? cron, out _) ? cron : null;

        public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
    }
}
