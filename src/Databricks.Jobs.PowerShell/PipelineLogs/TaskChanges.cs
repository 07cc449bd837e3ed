using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>Describes what has changed since the last poll, a line for each change.</summary>
internal sealed class TaskChanges
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>The changes of the tasks of a run.</summary>
    public IEnumerable<string> Of(Run run)
    {
        foreach (RunTask task in RunTasks.LastAttempts(run.Tasks))
        {
            var outcome = RunOutcome.Of(task);
            string attempt = task.AttemptNumber is > 0 and { } number ? $" (attempt {number + 1})" : "";
            string state = Describe(outcome, outcome.NeverRan ? null : RunDuration.Of(task)) + attempt;
            // A task that waits for others is nothing new.
            if (outcome.State != nameof(RunLifecycleStateV2State.BLOCKED) && IsNew(task.TaskKey ?? "", state))
            {
                yield return $"{task.TaskKey}: {state}";
            }
        }
    }

    /// <summary>The change of one of several runs.</summary>
    public string? OfWhole(Run run)
    {
        var outcome = RunOutcome.Of(run);
        string state = Describe(outcome, outcome.NeverRan ? null : RunDuration.Of(run));
        return IsNew($"{run.RunId}", state) ? $"{NameOf(run)}: {state}" : null;
    }

    /// <summary>The run with its name.</summary>
    public static string NameOf(Run run) => $"Run {run.RunId} {run.RunName}".TrimEnd();

    private bool IsNew(string key, string state)
    {
        bool isKnown = _last.TryGetValue(key, out string? last) && last == state;
        _last[key] = state;
        return !isKnown;
    }

    private static string Describe(RunOutcome outcome, TimeSpan? duration) =>
        outcome.IsFinished && duration is not null
            ? $"{outcome} after {DisplayText.Duration(duration)}"
            : $"{outcome}";
}
