using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>The tasks of a run as a tree: a task is below the last one of those that it depends on.</summary>
internal static class TaskTree
{
    private const int MaxDepth = 6;

    /// <summary>The tasks from top to bottom, each with the lines that lead to it.</summary>
    /// <param name="tasks">The tasks, each after those that it depends on.</param>
    /// <param name="isUnicode">Whether the lines can be drawn.</param>
    public static IEnumerable<(TaskTimeline Task, string Prefix)> Of(
        IReadOnlyList<TaskTimeline> tasks,
        bool isUnicode)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < tasks.Count; i++)
        {
            places[tasks[i].TaskKey] = i;
        }

        ILookup<int, int> children = Enumerable.Range(0, tasks.Count).ToLookup(index => tasks[index].DependsOn
            .Select(key => places.TryGetValue(key, out int place) && place < index ? place : -1)
            .DefaultIfEmpty(-1)
            .Max());
        // Without recursion, because a chain can have a thousand tasks.
        var open = new Stack<(int Task, int Depth, string Lead, bool IsLast)>();
        Push(-1, 0, "");
        while (open.Count > 0)
        {
            (int task, int depth, string lead, bool isLast) = open.Pop();
            string branch = depth == 0 ? "" : (isUnicode, isLast) switch
            {
                (true, true) => "\u2514 ",
                (true, false) => "\u251c ",
                _ => "- ",
            };
            yield return (tasks[task], lead + branch);
            string down = depth is 0 or > MaxDepth ? "" : isLast || !isUnicode ? "  " : "\u2502 ";
            Push(task, depth + 1, lead + down);
        }

        void Push(int parent, int depth, string lead)
        {
            int[] all = [.. children[parent]];
            for (int i = all.Length - 1; i >= 0; i--)
            {
                open.Push((all[i], depth, lead, i == all.Length - 1));
            }
        }
    }
}
