using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>Groups the attempts of a run by task, and sorts the tasks.</summary>
internal static class TimelineTasks
{
    public static IReadOnlyList<TaskTimeline> Of(Run run, DateTimeOffset runStart, DateTimeOffset now)
    {
        Dictionary<long, RepairHistoryItem> rounds = RunRounds.ByTaskRun(run);
        return InGraphOrder(
        [
            .. (run.Tasks ?? [])
                .GroupBy(static task => task.TaskKey ?? "", StringComparer.Ordinal)
                .Select(group => new TaskTimeline(
                    group.Key,
                    [
                        .. group
                            .OrderBy(static task => task.AttemptNumber ?? 0)
                            .ThenBy(static task => task.StartTime)
                            .Select(task => new TaskAttempt(task, RoundOf(task), runStart, now)),
                    ])),
        ]);

        RepairHistoryItem? RoundOf(RunTask task) =>
            task.RunId is { } id && rounds.TryGetValue(id, out RepairHistoryItem? round) ? round : null;
    }

    /// <summary>Each task after its dependencies; of those that can come next, the one that started first. Tasks that
    /// have not started come last.</summary>
    private static List<TaskTimeline> InGraphOrder(TaskTimeline[] tasks)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < tasks.Length; i++) indexes.Add(tasks[i].TaskKey, i);

        int[] open = new int[tasks.Length];
        ILookup<int, int> dependents = tasks
            .SelectMany((task, index) => task.DependsOn
                .Where(indexes.ContainsKey)
                .Select(key => (On: indexes[key], Task: index)))
            .ToLookup(static edge => edge.On, static edge => edge.Task);
        foreach (int dependent in dependents.SelectMany(static group => group)) open[dependent]++;

        var sorted = new List<TaskTimeline>(tasks.Length);
        var ready = new SortedSet<(DateTimeOffset Start, int Index)>();
        for (int i = 0; i < tasks.Length; i++)
        {
            if (open[i] == 0) ready.Add(Place(i));
        }

        while (ready.Count > 0)
        {
            (DateTimeOffset Start, int Index) next = ready.Min;
            ready.Remove(next);
            sorted.Add(tasks[next.Index]);
            foreach (int dependent in dependents[next.Index])
            {
                if (--open[dependent] == 0) ready.Add(Place(dependent));
            }
        }

        // The service rejects tasks that depend on each other, but a response must not lose any.
        return sorted.Count == tasks.Length ? sorted : [.. sorted, .. tasks.Except(sorted)];

        (DateTimeOffset Start, int Index) Place(int index) => (tasks[index].Start ?? DateTimeOffset.MaxValue, index);
    }
}
