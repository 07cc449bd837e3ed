using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows the progress of a wait for several runs.</summary>
internal sealed class ManyRunsDisplay
{
    private const int Activity = 1_469_598;
    private const string Title = "Waiting for runs";

    private ProgressRecord _latest = new(Activity, Title, "not polled yet");

    public ProgressRecord Show(ManyRunsProgress step) =>
        _latest = new(Activity, Title, $"{step.Ended} of {step.Total} ended{Running(step)}")
        {
            CurrentOperation = $"waiting for {DisplayText.Duration(step.Elapsed)}",
            PercentComplete = step.Ended * 100 / step.Total,
        };

    /// <summary>The last progress, with a message about an outage.</summary>
    public ProgressRecord Show(string message) => new(Activity, Title, _latest.StatusDescription)
    {
        CurrentOperation = message,
        PercentComplete = _latest.PercentComplete,
    };

    private static string Running(ManyRunsProgress step)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string names = RunProgressDisplay.Names(step.Active
            .Where(static run => RunOutcome.Of(run).State == nameof(RunLifeCycleState.RUNNING))
            .Select(run =>
                $"{run.RunName ?? $"run {run.RunId}"} {DisplayText.Duration(RunDuration.Of(run, now))}".TrimEnd()));
        return names.Length == 0 ? "" : $"; running: {names}";
    }

    public static ProgressRecord Complete() => new(Activity, Title, "ended")
    {
        RecordType = ProgressRecordType.Completed,
    };
}
