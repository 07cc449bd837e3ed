using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines the schedule of a job, for New-DbxJob -Schedule. Sends no request.</summary>
[Cmdlet(VerbsCommon.New, "DbxSchedule", HelpUri = Help.Base + "New-DbxSchedule.md")]
[OutputType(typeof(CronSchedule))]
public sealed class NewDbxScheduleCommand : LocalCommandBase
{
    /// <summary>The Quartz cron expressions.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Quartz cron expression: second, minute, hour, day of month, month, day of week and, "
            + "optionally, year.")]
    [Alias("quartz_cron_expression", "QuartzCronExpression")]
    public string[]? Cron { get; set; }

    /// <summary>The time zone.</summary>
    [Parameter(
        Position = 1,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The time zone of the times: a name such as Europe/Berlin, which is not case-sensitive, "
            + "or a Windows time zone name, which is converted.")]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [Alias("timezone_id", "TimezoneId")]
    [ValidateNotNullOrEmpty]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether the schedule is paused.</summary>
    [Parameter(HelpMessage = "Defines the schedule as paused. It does not start the job until the job is resumed.")]
    public SwitchParameter Paused { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string cron in Cron!)
        {
            var schedule = new CronSchedule
            {
                QuartzCronExpression = cron.Trim(),
                TimezoneId = TimeZones.Find(TimeZone) ?? TimeZone,
                PauseStatus = Paused ? nameof(PauseStatus.PAUSED) : nameof(PauseStatus.UNPAUSED),
            };
            if (TryCheck(() => JobValidator.Validate(schedule), cron))
            {
                WriteObject(schedule);
            }
        }
    }
}
