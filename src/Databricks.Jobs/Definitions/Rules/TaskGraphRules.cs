using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks tasks and their graph: kinds, dependencies, cycles.</summary>
internal static class TaskGraphRules
{
    /// <summary>Checks the tasks of a one-time run.</summary>
    public static IEnumerable<DefinitionProblem> Check(IReadOnlyList<TaskView> tasks) =>
        KeyRules.Duplicates(tasks.Select(static task => task.Key), "tasks", "task_key", "task")
            .Concat(tasks.SelectMany((task, i) => CheckTask(task, $"tasks[{i}]")))
            .Concat(Dependencies(tasks))
            .Concat(Cycle(tasks));

    /// <summary>Checks one task, including the nested task of a for-each task, but not its dependencies.</summary>
    public static IEnumerable<DefinitionProblem> CheckTask(TaskView task, string path)
    {
        IEnumerable<DefinitionProblem> problems = Kind(task, path).Concat(Compute(task, path));
        return task.Loop?.Task is { } inner
            ? problems.Concat(
                CheckTask(TaskView.Of(inner), (path.Length == 0 ? "" : path + ".") + "for_each_task.task"))
            : problems;
    }

    /// <summary>A task that says nothing or several things to do.</summary>
    public static IEnumerable<DefinitionProblem> Kind(TaskView task, string path)
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

    /// <summary>A task with several clusters.</summary>
    public static IEnumerable<DefinitionProblem> Compute(TaskView task, string path)
    {
        if (task.Computes.Count > 1)
        {
            yield return new DefinitionProblem(path,
                $"{NameOf(task)}has {string.Join(" and ", task.Computes)}; a task runs on one cluster. "
                    + "Keep one of them.");
        }
    }

    /// <summary>Dependencies on tasks that do not exist.</summary>
    public static IEnumerable<DefinitionProblem> Dependencies(IReadOnlyList<TaskView> tasks)
    {
        string[] keys = [.. tasks.Select(static other => other.Key).OfType<string>()];
        var known = new HashSet<string>(keys, StringComparer.Ordinal);
        string others = $"the tasks are {string.Join(", ", keys)}.";
        for (int task = 0; task < tasks.Count; task++)
        {
            for (int i = 0; i < tasks[task].Dependencies.Count; i++)
            {
                string? wanted = tasks[task].Dependencies[i]?.TaskKey;
                if (wanted is not null && !known.Contains(wanted))
                {
                    yield return NameProblem.Create($"tasks[{task}].depends_on[{i}].task_key", "task", wanted,
                        [.. keys.Where(key => key != tasks[task].Key)], others);
                }
            }
        }
    }

    /// <summary>Tasks that wait for each other.</summary>
    public static IEnumerable<DefinitionProblem> Cycle(IReadOnlyList<TaskView> tasks)
    {
        var dependencies = tasks
            .Where(static task => task.Key is not null)
            .GroupBy(static task => task.Key!, StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                static group => group.First().Dependencies
                    .Select(static dependency => dependency?.TaskKey).OfType<string>().ToArray(),
                StringComparer.Ordinal);
        if (FindCycle(dependencies) is { } cycle)
        {
            yield return new DefinitionProblem("tasks",
                $"the dependencies form a cycle: {string.Join(" -> ", cycle)}; remove one of them.");
        }
    }

    /// <summary>Outcomes of tasks that have none, and outcomes that do not exist.</summary>
    public static IEnumerable<DefinitionProblem> Outcomes(JobCheck check)
    {
        foreach (CheckedTask task in check.OuterTasks)
        {
            for (int i = 0; i < task.View.Dependencies.Count; i++)
            {
                TaskDependency? dependency = task.View.Dependencies[i];
                string path = $"{task.Path}.depends_on[{i}].outcome";
                if (dependency?.Outcome is { } outcome && check.Graph.Find(dependency.TaskKey) is { } other
                    && !other.View.MayHaveUnknownKind)
                {
                    if (other.Task.ConditionTask is null)
                    {
                        yield return new DefinitionProblem(path,
                            $"task '{dependency.TaskKey}' is not a condition task, so it has no outcome; "
                                + "remove the outcome.");
                    }
                    else if (outcome is not ("true" or "false"))
                    {
                        yield return new DefinitionProblem(path, $"'{outcome}' is not an outcome; use true or false.");
                    }
                }
            }
        }
    }

    /// <summary>What a for-each task and the task inside it cannot have.</summary>
    public static IEnumerable<DefinitionProblem> Loops(JobCheck check)
    {
        foreach (CheckedTask task in check.Tasks)
        {
            if (task.Task.ForEachTask is not null && task.Loop is not null)
            {
                yield return new DefinitionProblem(task.Path + ".for_each_task",
                    "a for-each task cannot contain another one; use a run_job_task for the inner loop.");
            }

            if (task.Loop is not null && task.View.Dependencies.Count > 0)
            {
                yield return new DefinitionProblem(task.Path + ".depends_on",
                    "the task inside a for-each task has no dependencies; set depends_on of the for-each task.");
            }

            if (task.Task.ForEachTask is not null && task.Task.MaxRetries is not (null or 0))
            {
                yield return new DefinitionProblem(task.Path + ".max_retries",
                    "a for-each task has no retries; set max_retries of the task inside it.");
            }

            if (task.Task.ForEachTask is not null && task.Task.Libraries is { Count: > 0 })
            {
                yield return new DefinitionProblem(task.Path + ".libraries",
                    "a for-each task has no libraries; set libraries of the task inside it.");
            }
        }
    }

    private static string NameOf(TaskView task) => task.Key is null ? "" : $"task '{task.Key}' ";

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
