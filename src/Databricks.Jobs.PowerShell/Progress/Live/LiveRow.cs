using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>What a line shows of a run or of a task.</summary>
internal sealed record LiveRow
{
    /// <summary>What it counts as: a word of <see cref="RunTally"/>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>The result, or the state while it is active.</summary>
    public required string State { get; init; }

    public TimeSpan? Elapsed { get; init; }

    public TimeSpan? Expected { get; init; }

    /// <summary>What else there is to say, in the order of importance.</summary>
    public string Note { get; init; } = "";

    public bool IsRun { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The row of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">The current time.</param>
    /// <param name="hasId">Whether the ID follows the name.</param>
    public static LiveRow Of(WatchedRun run, DateTimeOffset now, bool hasId)
    {
        RunTimeline? timeline = run.TimelineAt(now);
        return new LiveRow
        {
            Kind = timeline is not null ? RunTally.KindOf(timeline.Outcome)
                : run.HasEnded ? RunTally.Failed
                : RunTally.Waiting,
            Name = ScreenText.Line(hasId && run.Run?.RunName is not null ? $"{run.Name} (run {run.RunId})" : run.Name),
            State = ScreenText.Line(run.State),
            Elapsed = timeline?.Duration,
            Expected = run.Expected?.Run,
            Note = ScreenText.Line(run.Problem ?? (timeline is null ? "" : TasksOf(timeline))),
            IsRun = true,
            End = timeline is { IsActive: false } ? timeline.End : null,
        };
    }

    /// <summary>The row of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="expected">How long it probably takes; null if that is unknown.</param>
    /// <param name="prefix">Its place in the tree.</param>
    public static LiveRow Of(TaskTimeline task, TimeSpan? expected, string prefix) => new()
    {
        Kind = RunTally.KindOf(task.Outcome) is var kind && kind == RunTally.Waiting && task.IsActive
            ? RunTally.Running
            : kind,
        Name = prefix + ScreenText.Line(task.TaskKey),
        State = task.State,
        Elapsed = task.Last.Start is null ? null : task.Last.Duration,
        Expected = expected,
        Note = ScreenText.Line(string.Join(", ", NotesOf(task))),
        End = task.Outcome.IsFinished ? task.End : null,
    };

    private static string TasksOf(RunTimeline timeline)
    {
        if (timeline.Tasks.Count == 0)
        {
            return timeline.Outcome.Message;
        }

        string sum = RunTally.Sum(timeline.Tasks.Select(static task => RunTally.KindOf(task.Outcome)));
        string reason = timeline.Outcome.State == "QUEUED" ? $", {timeline.Outcome.Message}" : "";
        return sum + reason;
    }

    private static IEnumerable<string> NotesOf(TaskTimeline task)
    {
        if (task.Outcome.State is "PENDING")
        {
            yield return "cluster start";
        }
        else if (task.Outcome.State is "WAITING_FOR_RETRY" or "WAITING" && task.Last.Start is null
            && task.Attempts.Count > 1)
        {
            yield return "waiting for a retry";
        }

        if (task.Attempts.Count > 1)
        {
            yield return $"attempt {task.Attempts.Count}";
        }

        if (task.Iterations is { TotalIterations: > 0 and { } total } iterations)
        {
            string failed = iterations.FailedIterations is > 0 and { } count ? $", {count} failed" : "";
            yield return $"{iterations.CompletedIterations ?? 0} of {total} iterations{failed}";
        }

        if (RunTally.KindOf(task.Outcome) == RunTally.Failed)
        {
            yield return FormatFunctions.FirstLine(task.Outcome.Message);
        }
    }
}
