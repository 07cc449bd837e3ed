using Databricks.Jobs.Models;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.Definitions;

/// <summary>Checks the schedules of a job: the cron expression and the time zone.</summary>
internal static class ScheduleRules
{
    public static IEnumerable<DefinitionProblem> Check(CronSchedule? schedule, string path) => schedule is null
        ? []
        : Check(schedule.QuartzCronExpression, schedule.TimezoneId, path);

    public static IEnumerable<DefinitionProblem> Check(List<TriggerConfiguration>? triggers, string path) =>
        (triggers ?? []).SelectMany((trigger, i) => trigger?.Schedule is { } schedule
            ? Check(schedule.QuartzCronExpression, schedule.TimezoneId, $"{path}[{i}].schedule")
            : []);

    private static IEnumerable<DefinitionProblem> Check(string? cron, string? zone, string path)
    {
        string start = path.Length == 0 ? "" : path + ".";
        if (cron is not null && !QuartzCron.TryParse(cron, out _, out string? problem))
        {
            yield return new DefinitionProblem(start + "quartz_cron_expression", problem);
        }

        if (zone is not null && TimeZones.Problem(zone) is { } unknown)
        {
            yield return new DefinitionProblem(start + "timezone_id", unknown);
        }
    }
}
