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

        Dictionary<string, Models.Task> byKey = tasks.ToDictionary(task => task.TaskKey!, StringComparer.Ordinal);
        foreach (Models.Task task in tasks) CheckDependencies(task, byKey);
        CheckCycles(tasks, byKey);
    }

    private static void CheckTask(Models.Task task, JobSettings settings)
    {
        List<string> kinds = TaskKinds.Of(task).ToList();
        if (kinds.Count == 0) throw Invalid(task, "it does nothing: one of the *_task fields must be set");
        if (kinds.Count > 1) throw Invalid(task, $"it may be of one kind only, not {string.Join(" and ", kinds)}");
        if (task.MaxRetries < -1) throw Invalid(task, "max_retries must be -1 or more");
        if (task.TimeoutSeconds < 0) throw Invalid(task, "timeout_seconds must not be negative");
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
            throw Invalid(task, "only one of new_cluster, existing_cluster_id and job_cluster_key may be set");
        }

        if (task.JobClusterKey is { } key
            && settings.JobClusters?.Exists(cluster => cluster.JobClusterKey == key) != true)
        {
            throw Invalid(task, $"job_cluster_key '{key}' is not defined in job_clusters");
        }

        if (task.EnvironmentKey is { } environment
            && settings.Environments?.Exists(known => known.EnvironmentKey == environment) != true)
        {
            throw Invalid(task, $"environment_key '{environment}' is not defined in environments");
        }
    }

    private static void CheckLoop(Models.Task task, JobSettings settings)
    {
        if (task.ForEachTask is not { } loop) return;
        if (loop.Concurrency < 1) throw Invalid(task, "the concurrency of for_each_task must be between 1 and 100");
        if (loop.Task is not { } nested) return;
        if (nested.ForEachTask is not null) throw Invalid(task, "a for_each_task cannot hold another");
        if (nested.DependsOn is { Count: > 0 }) throw Invalid(task, "the task of a for_each_task has no depends_on");
        CheckTask(nested, settings);
    }

    private static void CheckDependencies(Models.Task task, Dictionary<string, Models.Task> byKey)
    {
        var seen = new HashSet<(string, string?)>();
        foreach (TaskDependency dependency in task.DependsOn ?? [])
        {
            string key = dependency.TaskKey!;
            if (!byKey.TryGetValue(key, out Models.Task? upstream))
            {
                throw Invalid(task, $"it depends on '{key}', which does not exist");
            }

            if (!seen.Add((key, dependency.Outcome))) throw Invalid(task, $"it depends on '{key}' twice");
            if (dependency.Outcome is null) continue;
            if (upstream.ConditionTask is null)
            {
                throw Invalid(task, $"it waits for an outcome of '{key}', which is no condition task");
            }

            if (dependency.Outcome is not ("true" or "false"))
            {
                throw Invalid(task, $"the outcome of '{key}' can be true or false, not '{dependency.Outcome}'");
            }
        }
    }

    private static void CheckCycles(List<Models.Task> tasks, Dictionary<string, Models.Task> byKey)
    {
        // Removes tasks without remaining dependencies until no task is left, or all that are left wait for each other.
        Dictionary<string, int> waiting = tasks.ToDictionary(
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
        throw RejectedException.InvalidParameter($"The dependencies of the tasks form a cycle: {stuck}.");
    }

    private static RejectedException Invalid(Models.Task task, string problem) =>
        RejectedException.InvalidParameter($"Task '{task.TaskKey}' is invalid: {problem}.");
}
