using System.Globalization;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Finds tasks that can never run: they need outcomes of conditions that exclude each other.</summary>
internal static class NeverRuns
{
    public static IEnumerable<DefinitionProblem> Check(JobCheck check)
    {
        if (check.Settings.MaxConcurrentRuns == 0)
        {
            yield return new DefinitionProblem("max_concurrent_runs",
                "is 0, so every run is skipped. Use 1 or more.");
        }

        var needed = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (CheckedTask task in InOrder(check))
        {
            var outcomes = new Dictionary<string, string>(StringComparer.Ordinal);
            needed[task.Task.TaskKey!] = outcomes;
            if (Conflict(task, check.Graph, needed, outcomes) is { } conflict)
            {
                yield return new DefinitionProblem(task.Path + ".depends_on",
                    $"task '{task.Task.TaskKey}' never runs: {conflict}.");
                // Those that depend on it have the same cause.
                outcomes.Clear();
            }
        }
    }

    // Collects the outcomes that the task and all tasks before it need.
    private static string? Conflict(
        CheckedTask task,
        TaskGraph graph,
        Dictionary<string, Dictionary<string, string>> needed,
        Dictionary<string, string> outcomes)
    {
        if (task.Task.RunIf is not (null or nameof(RunIf.ALL_SUCCESS)))
        {
            return null;
        }

        foreach (TaskDependency dependency in task.View.Dependencies)
        {
            if (graph.Find(dependency?.TaskKey) is not { } other)
            {
                continue;
            }

            IEnumerable<KeyValuePair<string, string>> own = dependency!.Outcome is { } outcome
                ? [new(dependency.TaskKey!, outcome)]
                : [];
            IEnumerable<KeyValuePair<string, string>> inherited =
                needed.TryGetValue(dependency.TaskKey!, out Dictionary<string, string>? before) ? before : [];
            foreach (KeyValuePair<string, string> need in inherited.Concat(own))
            {
                if (outcomes.TryGetValue(need.Key, out string? opposite) && opposite != need.Value)
                {
                    return $"it needs both outcomes of '{need.Key}', true and false";
                }

                if (graph.Find(need.Key)?.Task.ConditionTask is { } condition && Outcome(condition) is { } constant
                    && constant != need.Value)
                {
                    return $"it needs the outcome {need.Value} of '{need.Key}', which is always {constant}";
                }

                outcomes[need.Key] = need.Value;
            }
        }

        return null;
    }

    // The tasks after those that they depend on; tasks in a cycle are left out.
    private static IEnumerable<CheckedTask> InOrder(JobCheck check)
    {
        var waiting = new Dictionary<string, int>(StringComparer.Ordinal);
        var dependents = new Dictionary<string, List<CheckedTask>>(StringComparer.Ordinal);
        var free = new Queue<CheckedTask>();
        foreach (CheckedTask task in check.Graph.Tasks)
        {
            string[] keys =
            [
                .. task.View.Dependencies.Select(static dependency => dependency?.TaskKey).OfType<string>()
                    .Where(key => check.Graph.Find(key) is not null).Distinct(),
            ];
            waiting[task.Task.TaskKey!] = keys.Length;
            foreach (string key in keys)
            {
                if (!dependents.TryGetValue(key, out List<CheckedTask>? list))
                {
                    dependents.Add(key, list = []);
                }

                list.Add(task);
            }

            if (keys.Length == 0)
            {
                free.Enqueue(task);
            }
        }

        while (free.Count > 0)
        {
            CheckedTask task = free.Dequeue();
            yield return task;
            foreach (CheckedTask dependent in
                dependents.TryGetValue(task.Task.TaskKey!, out List<CheckedTask>? list) ? list : [])
            {
                if (--waiting[dependent.Task.TaskKey!] == 0)
                {
                    free.Enqueue(dependent);
                }
            }
        }
    }

    // The outcome of a comparison of two constants; null if it is known only in a run.
    private static string? Outcome(ConditionTask condition)
    {
        if (condition.Left is not { } left || condition.Right is not { } right
            || IsReference(left) || IsReference(right))
        {
            return null;
        }

        bool areNumbers = TryNumber(left, out double first) & TryNumber(right, out double second);
        bool? outcome = condition.Op switch
        {
            nameof(ConditionTaskOp.EQUAL_TO) => left == right,
            nameof(ConditionTaskOp.NOT_EQUAL) => left != right,
            nameof(ConditionTaskOp.GREATER_THAN) when areNumbers => first > second,
            nameof(ConditionTaskOp.GREATER_THAN_OR_EQUAL) when areNumbers => first >= second,
            nameof(ConditionTaskOp.LESS_THAN) when areNumbers => first < second,
            nameof(ConditionTaskOp.LESS_THAN_OR_EQUAL) when areNumbers => first <= second,
            _ => null,
        };
        return outcome switch
        {
            true => "true",
            false => "false",
            null => null,
        };
    }

    private static bool IsReference(string text) => text.Contains("{{") || text.Contains("${");

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
