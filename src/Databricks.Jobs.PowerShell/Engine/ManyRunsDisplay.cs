using System.Management.Automation;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>Shows how many of the runs that are waited for have ended, in the shell's progress bar.</summary>
internal static class ManyRunsDisplay
{
    private const int Activity = 1_469_598;
    private const string Title = "Waiting for runs";

    public static ProgressRecord Show(ManyRunsProgress step) =>
        new(Activity, Title, $"{step.Ended} of {step.Total} ended")
        {
            CurrentOperation = $"waiting for {Words.Duration(step.Elapsed)}",
            PercentComplete = step.Ended * 100 / step.Total,
        };

    public static ProgressRecord Complete() => new(Activity, Title, "ended")
    {
        RecordType = ProgressRecordType.Completed,
    };
}
