namespace Databricks.Jobs.Runs.Timelines;

/// <summary>Finds the attempts that determined when a run ended.</summary>
internal sealed class CriticalPath
{
    // Times of one event can differ by a few milliseconds.
    private static readonly TimeSpan s_rounding = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, TaskTimeline> _tasks;

    private CriticalPath(IEnumerable<TaskTimeline> tasks) =>
        _tasks = tasks.ToDictionary(static task => task.TaskKey, StringComparer.Ordinal);

    /// <summary>Marks the attempts of the path, and returns the keys of their tasks from first to last.</summary>
    public static IReadOnlyList<string> Mark(IReadOnlyList<TaskTimeline> tasks)
    {
        var path = new CriticalPath(tasks);
        var keys = new List<string>();
        (TaskTimeline Task, TaskAttempt Attempt)? next = Latest(tasks.SelectMany(Started));
        while (next is { } step)
        {
            step.Attempt.IsOnCriticalPath = true;
            if (!keys.Contains(step.Task.TaskKey)) keys.Add(step.Task.TaskKey);
            next = path.Before(step.Task, step.Attempt);
        }

        keys.Reverse();
        return keys;
    }

    /// <summary>What ended last before an attempt started: an earlier attempt, or an attempt of a dependency.</summary>
    private (TaskTimeline Task, TaskAttempt Attempt)? Before(TaskTimeline task, TaskAttempt attempt) => Latest(
        Started(task)
            .Concat(Dependencies(task).SelectMany(Started))
            // An attempt is marked only once, so that the search ends even if tasks depend on each other.
            .Where(item => !item.Attempt.IsOnCriticalPath && item.Attempt.End <= attempt.Start + s_rounding));

    /// <summary>The dependencies that ran. One that never ran, such as a skipped task, stands for its own.</summary>
    private List<TaskTimeline> Dependencies(TaskTimeline task)
    {
        var found = new List<TaskTimeline>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { task.TaskKey };
        var open = new Stack<TaskTimeline>([task]);
        while (open.Count > 0)
        {
            foreach (string key in open.Pop().DependsOn)
            {
                if (!seen.Add(key) || !_tasks.TryGetValue(key, out TaskTimeline? dependency)) continue;
                if (dependency.Start is null) open.Push(dependency);
                else found.Add(dependency);
            }
        }

        return found;
    }

    private static IEnumerable<(TaskTimeline Task, TaskAttempt Attempt)> Started(TaskTimeline task) =>
        task.Attempts.Where(static attempt => attempt.Start is not null).Select(attempt => (task, attempt));

    /// <summary>The attempt that ended last; of several, the longest.</summary>
    private static (TaskTimeline Task, TaskAttempt Attempt)? Latest(
        IEnumerable<(TaskTimeline Task, TaskAttempt Attempt)> attempts) => attempts
        .OrderByDescending(static item => item.Attempt.End)
        .ThenBy(static item => item.Attempt.Start)
        .Select(static item => ((TaskTimeline, TaskAttempt)?)item)
        .FirstOrDefault();
}
