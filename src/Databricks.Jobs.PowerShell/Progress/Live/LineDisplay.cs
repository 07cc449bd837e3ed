using System.Globalization;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>Shows a wait as one line for each change of a run or task, where lines cannot be replaced.</summary>
internal sealed class LineDisplay(CommandBase command, WatchedRuns runs) : WaitDisplay(runs)
{
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);

    public override void Show()
    {
        DateTimeOffset now = Runs.Now;
        IReadOnlyList<WatchedRun> all = Runs.All;
        foreach (WatchedRun run in all)
        {
            ShowRun(run, now, prefix: all.Count == 1 ? "" : $"{run.Name} ({run.RunId}) ");
        }

        ShowChange("outage", Runs.Outage is null ? "" : "outage", Runs.Outage ?? "the service responds again");
    }

    private protected override void End() => Show();

    private void ShowRun(WatchedRun run, DateTimeOffset now, string prefix)
    {
        string key = $"{run.RunId}";
        if (run.TimelineAt(now) is not { } timeline)
        {
            ShowChange(key, run.Problem ?? "", $"run {run.RunId}: {run.Problem}");
            return;
        }

        bool isNew = !_shown.ContainsKey(key);
        string page = isNew && RunUrl.Of(run.Run!) is { } url ? $" {url}" : "";
        // The tasks come before the result of their run.
        if (timeline.IsActive)
        {
            ShowChange(key, timeline.Outcome.State, $"{run.Name} (run {run.RunId}): {timeline.Outcome}{page}");
        }

        foreach (TaskTimeline task in timeline.Tasks)
        {
            // Those that wait are many, and what they wait for has lines of its own.
            string state = task.State is "BLOCKED" or "QUEUED" && task.Attempts.Count == 1 ? "" : task.State;
            ShowChange(
                $"{key}/{task.TaskKey}",
                state.Length == 0 ? "" : $"{state} {task.Attempts.Count}",
                $"{prefix}{task.TaskKey}: {Describe(task, run.Expected?.OfTask(task.TaskKey))}");
        }

        if (!timeline.IsActive)
        {
            ShowChange(
                key,
                timeline.Outcome.ToString(),
                $"{run.Name} (run {run.RunId}): {timeline.Outcome}{After(timeline.Duration, run.Expected?.Run)}{page}");
        }
    }

    private static string Describe(TaskTimeline task, TimeSpan? expected)
    {
        string attempt = task.Attempts.Count > 1 ? $", attempt {task.Attempts.Count}" : "";
        bool hasEnded = task.Outcome.IsFinished && task.Last.Start is not null;
        string message = RunTally.KindOf(task.Outcome) == RunTally.Failed
            ? $": {FormatFunctions.FirstLine(task.Outcome.Message)}".TrimEnd(' ', ':')
            : "";
        return task.State + (hasEnded ? After(task.Last.Duration, expected) : "") + attempt + message;
    }

    private static string After(TimeSpan duration, TimeSpan? expected) =>
        $" after {DisplayText.Duration(duration)}"
            + (expected is null ? "" : $" (expected ~{DisplayText.Duration(expected)})");

    // An empty state is not shown, unless it follows another.
    private void ShowChange(string key, string state, string text)
    {
        if (_shown.TryGetValue(key, out string? shown) ? shown == state : state.Length == 0)
        {
            return;
        }

        _shown[key] = state;
        string time = DateTimeOffset.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        command.WriteHostLine(ScreenText.Line($"{time} {text}"));
    }
}
