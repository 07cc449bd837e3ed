using System.Management.Automation;
using Databricks.Jobs.Importing;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows the progress of an import.</summary>
internal sealed class ImportDisplay
{
    private const int Activity = 1_469_599;
    private const string Title = "Importing jobs";

    private int _failed;

    public ProgressRecord Show(JobImportProgress step)
    {
        _failed += step.Item?.Status == JobImportStatus.Failed ? 1 : 0;
        string failed = _failed > 0 ? $"; {_failed} failed" : "";
        return new ProgressRecord(
            Activity,
            Title,
            step.Step == JobImportStep.Reading
                ? $"{step.Done} of {step.Total} compared"
                : $"{step.Done} of {step.Total} done{failed}")
        {
            CurrentOperation = step.Item?.ToString() ?? "",
            PercentComplete = step.Total == 0 ? 100 : step.Done * 100 / step.Total,
        };
    }

    public static ProgressRecord Complete() => new(Activity, Title, "ended")
    {
        RecordType = ProgressRecordType.Completed,
    };
}
