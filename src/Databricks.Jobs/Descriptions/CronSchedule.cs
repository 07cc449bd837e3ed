using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class CronSchedule
{
    private protected override string? Describe() => Phrase.Join(
        ", ",
        Phrase.With(Phrase.Line(QuartzCronExpression), TimezoneId),
        PauseStatus == nameof(Models.PauseStatus.PAUSED) ? "paused" : null);
}
