using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows a wait as the progress bar of PowerShell. Its default view shows only the status, and truncates its
/// end: what runs comes first.</summary>
internal sealed class ProgressBarDisplay : WaitDisplay
{
    private const int ManyRunsActivity = 1_469_598;

    private readonly CommandBase _command;
    private readonly WatchedRun? _only;
    private readonly int _activity;
    private readonly string _title;

    public ProgressBarDisplay(CommandBase command, WatchedRuns runs)
        : base(runs)
    {
        _command = command;
        _only = runs.All is [var only] ? only : null;
        _activity = _only is null ? ManyRunsActivity : unchecked((int)(_only.RunId & 0x7FFF_FFFF));
        _title = _only is null ? "Waiting for runs" : $"Run {_only.RunId}";
        ShowsExpectedDurations = command.ShowsProgress;
    }

    public override bool ShowsExpectedDurations { get; }

    public override void Show()
    {
        ProgressRecord record = _only is null ? DescribeMany() : DescribeOne(_only);
        record.CurrentOperation = Runs.Outage
            ?? string.Join(", ", new[] { record.CurrentOperation, $"waiting for {DisplayText.Duration(Runs.Elapsed)}" }
                .Where(static text => !string.IsNullOrEmpty(text)));
        _command.WriteProgress(record);
    }

    private protected override void End() => _command.WriteProgress(new ProgressRecord(_activity, _title, "ended")
    {
        RecordType = ProgressRecordType.Completed,
    });

    private ProgressRecord DescribeOne(WatchedRun watched)
    {
        DateTimeOffset now = Runs.Now;
        if (watched.TimelineAt(now) is not { } timeline)
        {
            return new ProgressRecord(_activity, _title, watched.State);
        }

        int ended = timeline.Tasks.Count(static task => task.Outcome.IsFinished);
        int failed = timeline.Tasks.Count(static task => RunTally.KindOf(task.Outcome) == RunTally.Failed);
        string running = Names(timeline.Tasks
            .Where(static task => IsRunning(task.Outcome))
            .Select(task => Describe(task, watched.Expected?.OfTask(task.TaskKey))));
        string doing = running.Length == 0 ? watched.State : $"{watched.State} {running}";
        string tasks = $"{ended} of {timeline.Tasks.Count} tasks ended" + (failed == 0 ? "" : $", {failed} failed");
        TimeSpan? left = watched.Expected?.Run - timeline.Duration;
        string status = timeline.Tasks.Count == 0 ? doing : $"{doing}: {tasks}";
        return new ProgressRecord(_activity, $"{_title} {watched.Run!.RunName}".TrimEnd(), status)
        {
            CurrentOperation = running,
            PercentComplete = watched.PercentAt(now) ?? -1,
            SecondsRemaining = left is { } known && timeline.IsActive ? (int)Math.Max(0, known.TotalSeconds) : -1,
        };
    }

    private ProgressRecord DescribeMany()
    {
        DateTimeOffset now = Runs.Now;
        IReadOnlyList<WatchedRun> all = Runs.All;
        int ended = all.Count(static run => run.HasEnded);
        string names = Names(all
            .Where(static run => !run.HasEnded && run.Run is not null && IsRunning(RunOutcome.Of(run.Run)))
            .Select(run => Describe(run.Name, run.TimelineAt(now)!.Duration, run.Expected?.Run)));
        string running = names.Length == 0 ? "" : $"; running: {names}";
        return new ProgressRecord(_activity, _title, $"{ended} of {all.Count} ended{running}")
        {
            PercentComplete = ended * 100 / all.Count,
        };
    }

    private static string Describe(TaskTimeline task, TimeSpan? expected) =>
        Describe(task.TaskKey, task.Last.Start is null ? null : task.Last.Duration, expected);

    private static string Describe(string name, TimeSpan? duration, TimeSpan? expected) =>
        $"{name} {DisplayText.Duration(duration)}".TrimEnd()
            + (expected is null ? "" : $" of ~{DisplayText.Duration(expected)}");
}
