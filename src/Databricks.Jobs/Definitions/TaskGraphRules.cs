namespace Databricks.Jobs.Definitions;

/// <summary>Checks tasks and their graph: keys, kinds, dependencies, cycles.</summary>
internal static class TaskGraphRules
{
    public static IEnumerable<DefinitionProblem> Check(IReadOnlyList<TaskView> tasks) =>
        CheckEach(tasks)
            .Concat(tasks.SelectMany((task, index) => CheckDependencies(task, $"tasks[{index}]", tasks)))
            .Concat(CheckCycle(tasks));

    /// <summary>Checks each task, without dependencies: the job can have other tasks.</summary>
    public static IEnumerable<DefinitionProblem> CheckEach(IReadOnlyList<TaskView> tasks) =>
        CheckKeys(tasks).Concat(tasks.SelectMany((task, index) => CheckTask(task, $"tasks[{index}]")));

    /// <summary>Checks one task, including the nested task of a for-each task.</summary>
    public static IEnumerable<DefinitionProblem> CheckTask(TaskView task, string path)
    {
        IEnumerable<DefinitionProblem> problems = CheckKind(task, path).Concat(CheckCompute(task, path));
        return task.Loop?.Task is { } inner
            ? problems.Concat(
                CheckTask(TaskView.Of(inner), (path.Length == 0 ? "" : path + ".") + "for_each_task.task"))
            : problems;
    }

    private static IEnumerable<DefinitionProblem> CheckKeys(IReadOnlyList<TaskView> tasks)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < tasks.Count; i++)
        {
            if (tasks[i].Key is not { } key)
            {
                continue;
            }

            if (seen.TryGetValue(key, out int first))
            {
                yield return new DefinitionProblem($"tasks[{i}].task_key",
                    $"'{key}' is also the key of tasks[{first}]; each task needs its own key.");
            }
            else
            {
                seen.Add(key, i);
            }
        }
    }

    private static IEnumerable<DefinitionProblem> CheckKind(TaskView task, string path)
    {
        string name = NameOf(task);
        switch (task.Kinds.Count)
        {
            case 0 when !task.MayHaveUnknownKind:
                yield return new DefinitionProblem(path,
                    $"{name}does not say what to do; it needs one of {string.Join(", ", task.AllKinds)}.");
                break;
            case > 1:
                yield return new DefinitionProblem(path,
                    $"{name}has {string.Join(" and ", task.Kinds)}; a task does one thing. "
                        + "Keep one of them, or create two tasks.");
                break;
        }
    }

    private static IEnumerable<DefinitionProblem> CheckCompute(TaskView task, string path)
    {
        if (task.Computes.Count > 1)
        {
            yield return new DefinitionProblem(path,
                $"{NameOf(task)}has {string.Join(" and ", task.Computes)}; a task runs on one cluster. "
                    + "Keep one of them.");
        }
    }

    private static string NameOf(TaskView task) => task.Key is null ? "" : $"task '{task.Key}' ";

    private static IEnumerable<DefinitionProblem> CheckDependencies(
        TaskView task,
        string path,
        IReadOnlyList<TaskView> tasks)
    {
        string[] keys = [.. tasks.Select(other => other.Key).OfType<string>()];
        for (int i = 0; i < task.Dependencies.Count; i++)
        {
            string? wanted = task.Dependencies[i].TaskKey;
            if (wanted is not null && !keys.Contains(wanted, StringComparer.Ordinal))
            {
                string hint = NameMatcher.Nearest(wanted, keys.Where(key => key != task.Key)) is { } nearest
                    ? $"did you mean '{nearest}'?"
                    : $"the tasks are {string.Join(", ", keys)}.";
                yield return new DefinitionProblem($"{path}.depends_on[{i}].task_key",
                    $"there is no task '{wanted}'; {hint}");
            }
        }
    }

    private static IEnumerable<DefinitionProblem> CheckCycle(IReadOnlyList<TaskView> tasks)
    {
        var dependencies = tasks
            .Where(task => task.Key is not null)
            .GroupBy(task => task.Key!, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.First().Dependencies.Select(dependency => dependency.TaskKey).OfType<string>().ToArray(),
                StringComparer.Ordinal);
        if (FindCycle(dependencies) is { } cycle)
        {
            yield return new DefinitionProblem("tasks",
                $"the dependencies form a cycle: {string.Join(" -> ", cycle)}; remove one of them.");
        }
    }

    // With an explicit stack: a chain of a thousand tasks must not overflow the thread's.
    private static List<string>? FindCycle(Dictionary<string, string[]> dependencies)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string start in dependencies.Keys)
        {
            var path = new List<string>();
            var next = new Stack<(string Key, bool IsLeaving)>();
            next.Push((start, false));
            while (next.Count > 0)
            {
                (string key, bool isLeaving) = next.Pop();
                if (isLeaving)
                {
                    path.RemoveAt(path.Count - 1);
                    done.Add(key);
                    continue;
                }

                int before = path.IndexOf(key);
                if (before >= 0)
                {
                    return [.. path.Skip(before), key];
                }

                if (done.Contains(key) || !dependencies.TryGetValue(key, out string[]? others))
                {
                    continue;
                }

                path.Add(key);
                next.Push((key, true));
                foreach (string other in others)
                {
                    next.Push((other, false));
                }
            }
        }

        return null;
    }
}
