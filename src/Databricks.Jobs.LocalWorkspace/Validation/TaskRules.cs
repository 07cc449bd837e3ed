using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for tasks: one kind each, unique keys, and a graph without cycles.</summary>
internal static class TaskRules
{
    public static void Check(JobSettings settings)
    {
        List<Models.Task> tasks = settings.Tasks ?? [];
        SettingsRules.CheckUnique(tasks.Select(task => task.TaskKey), "task_key");
        foreach (Models.Task task in tasks) CheckTask(task, settings);

        var byKey = tasks.ToDictionary(task => task.TaskKey!, StringComparer.Ordinal);
        foreach (Models.Task task in tasks) CheckDependencies(task, byKey);
        CheckCycles(tasks, byKey);
    }

    private static void CheckTask(Models.Task task, JobSettings settings)
    {
        var kinds = TaskKinds.Of(task).ToList();
        if (kinds.Count == 0) throw Invalid($"No task defined for {task.TaskKey}");
        if (kinds.Count > 1)
        {
            throw Invalid($"Only one task can be defined for {task.TaskKey}, not {string.Join(" and ", kinds)}.");
        }

        CheckCompute(task, settings);
        CheckLoop(task, settings);
    }

    private static void CheckCompute(Models.Task task, JobSettings settings)
    {
        int count = (task.NewCluster is null ? 0 : 1)
            + (task.ExistingClusterId is null ? 0 : 1)
            + (task.JobClusterKey is null ? 0 : 1);
        if (count > 1)
        {
            throw Invalid(
                "Only one of job_cluster_key, new_cluster, or existing_cluster_id can be specified for "
                + $"{task.TaskKey}.");
        }

        ClusterRules.Check(task.NewCluster);
        if (task.JobClusterKey is { } key
            && settings.JobClusters?.Exists(cluster => cluster.JobClusterKey == key) != true)
        {
            throw Invalid($"Job cluster '{key}' is not defined in field 'job_clusters'.");
        }

        if (task.EnvironmentKey is { } environment
            && settings.Environments?.Exists(known => known.EnvironmentKey == environment) != true)
        {
            throw Invalid($"Environment '{environment}' is not defined in field 'environments'.");
        }
    }

    private static void CheckLoop(Models.Task task, JobSettings settings)
    {
        if (task.ForEachTask is not { } loop) return;
        Models.Task nested = loop.Task!;
        if (nested.ForEachTask is not null)
        {
            throw Invalid($"The nested task of {task.TaskKey} cannot be a for_each_task.");
        }

        if (nested.DependsOn is { Count: > 0 })
        {
            throw Invalid($"The nested task of {task.TaskKey} cannot have depends_on.");
        }

        if (task.MaxRetries is not (null or 0) || task.Libraries is { Count: > 0 })
        {
            string field = task.Libraries is { Count: > 0 } ? "libraries" : "max_retries";
            throw Invalid($"The for_each_task {task.TaskKey} cannot have {field}. Set it on its nested task.");
        }

        CheckTask(nested, settings);
    }

    private static void CheckDependencies(Models.Task task, Dictionary<string, Models.Task> byKey)
    {
        var seen = new HashSet<(string, string?)>();
        foreach (TaskDependency dependency in task.DependsOn ?? [])
        {
            string key = dependency.TaskKey!;
            if (key == task.TaskKey) throw InvalidGraph($"task '{key}' can not reference itself.");
            if (!byKey.TryGetValue(key, out Models.Task? upstream))
            {
                throw InvalidGraph($"task '{task.TaskKey}' depends on '{key}', which does not exist.");
            }

            if (!seen.Add((key, dependency.Outcome)))
            {
                throw InvalidGraph($"task '{task.TaskKey}' depends on '{key}' twice.");
            }

            if (dependency.Outcome is null) continue;
            if (upstream.ConditionTask is null)
            {
                throw InvalidGraph(
                    $"task '{task.TaskKey}' depends on an outcome of '{key}', which is not a condition task.");
            }

            if (dependency.Outcome is not ("true" or "false"))
            {
                throw InvalidGraph($"the outcome of '{key}' must be true or false, not '{dependency.Outcome}'.");
            }
        }
    }

    private static void CheckCycles(List<Models.Task> tasks, Dictionary<string, Models.Task> byKey)
    {
        // Removes tasks without remaining dependencies until no task is left, or all that are left wait for each other.
        var waiting = tasks.ToDictionary(
            task => task.TaskKey!,
            task => (task.DependsOn ?? []).Select(dependency => dependency.TaskKey).Distinct().Count());
        ILookup<string, string> dependents = tasks
            .SelectMany(task => (task.DependsOn ?? []).Select(dependency => dependency.TaskKey!).Distinct()
                .Select(key => (Upstream: key, Task: task.TaskKey!)))
            .ToLookup(pair => pair.Upstream, pair => pair.Task);
        var free = new Queue<string>(byKey.Keys.Where(key => waiting[key] == 0));
        int done = 0;
        while (free.Count > 0)
        {
            done++;
            foreach (string dependent in dependents[free.Dequeue()])
            {
                if (--waiting[dependent] == 0) free.Enqueue(dependent);
            }
        }

        if (done == tasks.Count) return;
        string stuck = string.Join(", ", waiting.Where(pair => pair.Value > 0).Select(pair => pair.Key));
        throw InvalidGraph($"the dependencies of these tasks form a cycle: {stuck}.");
    }

    private static RejectedException InvalidGraph(string problem) => Invalid("Invalid dependency graph, " + problem);

    private static RejectedException Invalid(string message) => RejectedException.InvalidParameter(message);
}
