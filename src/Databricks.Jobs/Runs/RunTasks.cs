using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The tasks of a run as people see them: each once, in the order of the task graph.</summary>
internal static class RunTasks
{
    /// <summary>The last attempt of each task, in the order of their first attempts in the run.</summary>
    public static List<RunTask> LastAttempts(IEnumerable<RunTask>? tasks)
    {
        var order = new List<string>();
        var last = new Dictionary<string, RunTask>(StringComparer.Ordinal);
        foreach (RunTask task in tasks ?? [])
        {
            string key = task.TaskKey ?? "";
            if (!last.TryGetValue(key, out RunTask? known))
                order.Add(key);
            else if (IsEarlier(task, known))
                continue;
            last[key] = task;
        }

        return [.. order.Select(key => last[key])];
    }

    /// <summary>Sorts tasks so that each comes after those that it depends on; otherwise the order is kept.</summary>
    public static List<RunTask> InGraphOrder(List<RunTask> tasks)
    {
        var byKey =
            tasks.ToDictionary(static task => task.TaskKey ?? "", StringComparer.Ordinal);
        var sorted = new List<RunTask>(tasks.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(RunTask Task, bool DependenciesAreDone)>();
        for (int index = tasks.Count - 1; index >= 0; index--) open.Push((tasks[index], false));
        // Without recursion, because a chain can have a thousand tasks.
        while (open.Count > 0)
        {
            (RunTask task, bool dependenciesAreDone) = open.Pop();
            if (dependenciesAreDone)
            {
                sorted.Add(task);
                continue;
            }

            if (!seen.Add(task.TaskKey ?? "")) continue;
            open.Push((task, true));
            for (int index = (task.DependsOn?.Count ?? 0) - 1; index >= 0; index--)
            {
                if (byKey.TryGetValue(task.DependsOn![index].TaskKey ?? "", out RunTask? dependency))
                    open.Push((dependency, false));
            }
        }

        return sorted;
    }

    /// <summary>Whether a task ran, or is running.</summary>
    public static bool HasStarted(RunTask task)
    {
        var outcome = RunOutcome.Of(task);
        return !outcome.NeverRan && (outcome.IsFinished || task.StartTime is not null);
    }

    private static bool IsEarlier(RunTask task, RunTask known)
    {
        long attempt = task.AttemptNumber ?? 0;
        long knownAttempt = known.AttemptNumber ?? 0;
        return attempt == knownAttempt ? task.StartTime < known.StartTime : attempt < knownAttempt;
    }
}
