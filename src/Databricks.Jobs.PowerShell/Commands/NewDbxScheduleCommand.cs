using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines when a job starts by the clock, for New-DbxJob -Schedule. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "DbxSchedule", HelpUri = Help.Base + "New-DbxSchedule.md")]
[OutputType(typeof(CronSchedule))]
public sealed class NewDbxScheduleCommand : LocalCommandBase
{
    /// <summary>The cron expression.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "A Quartz cron expression: second minute hour day-of-month month day-of-week [year], such as '0 30 2 * * ?'.")]
    [Alias("quartz_cron_expression", "QuartzCronExpression")]
    public string[]? Cron { get; set; }

    /// <summary>The time zone.</summary>
    [Parameter(
        Position = 1,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The time zone in which the times are read, such as Europe/Berlin; UTC without it. Names of Windows are translated.")]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [Alias("timezone_id", "TimezoneId")]
    [ValidateNotNullOrEmpty]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether it is paused.</summary>
    [Parameter(HelpMessage = "Define the schedule but start nothing by it for now.")]
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
