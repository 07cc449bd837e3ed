using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows the progress of a run.</summary>
internal sealed class RunProgressDisplay(long runId)
{
    private const int MaxNamed = 3;

    private readonly int _activity = unchecked((int)(runId & 0x7FFF_FFFF));
    private ProgressRecord? _latest;

    public ProgressRecord Show(RunProgress step)
    {
        RunTask[] tasks = [.. RunTasks.LastAttempts(step.Run.Tasks)];
        int finished = tasks.Count(task => RunOutcome.Of(task).IsFinished);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string running = Names(tasks
            .Where(task => RunOutcome.Of(task).State == nameof(RunLifeCycleState.RUNNING))
            .Select(task => $"{task.TaskKey} {DisplayText.Duration(RunDuration.Of(task, now))}".TrimEnd()));
        string state = step.Outcome.ToString();
        // The default view shows only this text, and truncates its end: what runs comes first.
        string doing = running.Length == 0 ? state : $"{state} {running}";
        string status = tasks.Length == 0 ? state : $"{doing}: {finished} of {tasks.Length} tasks ended";
        string elapsed = $"waiting for {DisplayText.Duration(step.Elapsed)}";
        return _latest = new ProgressRecord(_activity, $"Run {runId} {step.Run.RunName}".TrimEnd(), status)
        {
            CurrentOperation = running.Length == 0 ? elapsed : $"{running}, {elapsed}",
            PercentComplete = tasks.Length == 0 ? -1 : finished * 100 / tasks.Length,
        };
    }

    /// <summary>The first names, and the number of the others.</summary>
    internal static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string first = string.Join(", ", all.Take(MaxNamed));
        return all.Length > MaxNamed ? $"{first} and {all.Length - MaxNamed} more" : first;
    }

    /// <summary>The last progress, with a message about an outage.</summary>
    public ProgressRecord Show(string message)
    {
        ProgressRecord latest = _latest ?? new(_activity, $"Run {runId}", "not polled yet");
        return new ProgressRecord(_activity, latest.Activity, latest.StatusDescription)
        {
            CurrentOperation = message,
            PercentComplete = latest.PercentComplete,
        };
    }

    public ProgressRecord Complete() => new(_activity, $"Run {runId}", "ended")
    {
        RecordType = ProgressRecordType.Completed,
    };
}
