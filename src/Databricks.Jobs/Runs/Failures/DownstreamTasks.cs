using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Failures;

/// <summary>Finds the tasks that a failed task stopped.</summary>
internal static class DownstreamTasks
{
    /// <summary>The keys of the tasks that depend on a task, directly or through others that it stopped, and that did
    /// not run because of that; in the order of the graph.</summary>
    public static IReadOnlyList<string> StoppedBy(string taskKey, IEnumerable<RunTask> tasks)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { taskKey };
        var stopped = new List<string>();
        // Each task comes after those that it depends on, so one pass reaches all.
        foreach (RunTask task in RunTasks.InGraphOrder(RunTasks.LastAttempts(tasks)))
        {
            if (task.TaskKey is { } key
                && RunOutcome.Of(task).Result is "UPSTREAM_FAILED" or "UPSTREAM_CANCELED"
                && task.DependsOn?.Exists(one => reached.Contains(one.TaskKey ?? "")) == true
                && reached.Add(key))
            {
                stopped.Add(key);
            }
        }

        return stopped;
    }
}
