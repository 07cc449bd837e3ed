using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>A task of a run, with all its attempts.</summary>
public sealed class TaskTimeline
{
    internal TaskTimeline(string taskKey, IReadOnlyList<TaskAttempt> attempts)
    {
        TaskKey = taskKey;
        Attempts = attempts;
        DependsOn =
        [
            .. (Last.Task.DependsOn ?? []).Select(static dependency => dependency.TaskKey).OfType<string>().Distinct(),
        ];
    }

    /// <summary>The key of the task; empty if the service did not send it.</summary>
    public string TaskKey { get; }

    /// <summary>The keys of the tasks that it depends on.</summary>
    public IReadOnlyList<string> DependsOn { get; }

    /// <summary>All attempts, from the first to the last. There is at least one, which may not have started.</summary>
    public IReadOnlyList<TaskAttempt> Attempts { get; }

    /// <summary>The last attempt, which determines the state of the task.</summary>
    public TaskAttempt Last => Attempts[Attempts.Count - 1];

    /// <summary>The result, such as SUCCESS or UPSTREAM_FAILED, or the state while it has none.</summary>
    public string State => Last.State;

    /// <summary>The state and the result with their details.</summary>
    public RunOutcome Outcome => Last.Outcome;

    /// <summary>Whether an attempt has started and not ended.</summary>
    public bool IsActive => Attempts.Any(static attempt => attempt.IsActive);

    /// <summary>When the first attempt started; null if none has.</summary>
    public DateTimeOffset? Start => Attempts.Min(static attempt => attempt.Start);

    /// <summary>When the last attempt ended, or the current time while one is active; null if none has started.
    /// </summary>
    public DateTimeOffset? End => Attempts.Max(static attempt => attempt.End);

    /// <summary>Whether an attempt of it belongs to the critical path (see <see cref="RunTimeline.CriticalPath"/>).
    /// </summary>
    public bool IsOnCriticalPath => Attempts.Any(static attempt => attempt.IsOnCriticalPath);

    /// <summary>The numbers of iterations of a for-each task; null for other tasks, and before it starts.</summary>
    public ForEachTaskTaskRunStats? Iterations => Last.Task.ForEachTask?.Stats?.TaskRunStats;

    /// <summary>Key and state, such as <c>load: FAILED</c>.</summary>
    public override string ToString() => $"{ScreenText.Line(TaskKey)}: {State}";
}
