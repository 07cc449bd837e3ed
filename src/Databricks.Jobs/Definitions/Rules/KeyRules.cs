using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks keys: that each exists once, and that references to clusters and environments resolve.</summary>
internal static class KeyRules
{
    /// <summary>Keys that occur twice in a list.</summary>
    public static IEnumerable<DefinitionProblem> Duplicates(JobCheck check)
    {
        JobSettings settings = check.Settings;
        return Duplicates(settings.Tasks?.Select(static one => one?.TaskKey), "tasks", "task_key", "task")
            .Concat(Duplicates(
                settings.JobClusters?.Select(static one => one?.JobClusterKey),
                "job_clusters", "job_cluster_key", "cluster"))
            .Concat(Duplicates(
                settings.Environments?.Select(static one => one?.EnvironmentKey),
                "environments", "environment_key", "environment"))
            .Concat(Duplicates(
                settings.EnvironmentVariables?.Select(static one => one?.EnvironmentVariablesKey),
                "environment_variables", "environment_variables_key", "set of variables"))
            .Concat(Duplicates(
                settings.Parameters?.Select(static one => one?.Name), "parameters", "name", "parameter", "name"))
            .Concat(check.OuterTasks.SelectMany(DuplicateDependencies));
    }

    /// <summary>Keys that occur twice in a list.</summary>
    public static IEnumerable<DefinitionProblem> Duplicates(
        IEnumerable<string?>? keys,
        string list,
        string field,
        string item,
        string kind = "key")
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int index = -1;
        foreach (string? key in keys ?? [])
        {
            index++;
            if (key is null)
            {
                continue;
            }

            if (seen.TryGetValue(key, out int first))
            {
                yield return new DefinitionProblem($"{list}[{index}].{field}",
                    $"'{key}' is also the {kind} of {list}[{first}]; each {item} needs its own {kind}.");
            }
            else
            {
                seen.Add(key, index);
            }
        }
    }

    /// <summary>References to job clusters that do not exist.</summary>
    public static IEnumerable<DefinitionProblem> Clusters(JobCheck check) => Unresolved(
        check.Tasks.Select(static task => (task.Task.JobClusterKey, task.Path + ".job_cluster_key")),
        check.Settings.JobClusters?.Select(static cluster => cluster?.JobClusterKey),
        "job cluster",
        "job_clusters");

    /// <summary>References to environments that do not exist.</summary>
    public static IEnumerable<DefinitionProblem> Environments(JobCheck check) => Unresolved(
        check.Tasks.Select(static task => (task.Task.EnvironmentKey, task.Path + ".environment_key")),
        check.Settings.Environments?.Select(static environment => environment?.EnvironmentKey),
        "environment",
        "environments")
        .Concat(Unresolved(
            check.Tasks.Select(static task =>
                (task.Task.EnvironmentVariablesKey, task.Path + ".environment_variables_key")),
            check.Settings.EnvironmentVariables?.Select(static set => set?.EnvironmentVariablesKey),
            "set of environment variables",
            "environment_variables"));

    private static IEnumerable<DefinitionProblem> Unresolved(
        IEnumerable<(string? Key, string Path)> references,
        IEnumerable<string?>? defined,
        string kind,
        string list)
    {
        string[] keys = [.. defined?.OfType<string>() ?? []];
        string others = keys.Length == 0 ? $"the job has no {list}." : $"{list} has {string.Join(", ", keys)}.";
        return references
            .Where(reference => reference.Key is not null && !keys.Contains(reference.Key, StringComparer.Ordinal))
            .Select(reference => NameProblem.Create(reference.Path, kind, reference.Key!, keys, others));
    }

    private static IEnumerable<DefinitionProblem> DuplicateDependencies(CheckedTask task)
    {
        var seen = new HashSet<(string?, string?)>();
        for (int i = 0; i < task.View.Dependencies.Count; i++)
        {
            TaskDependency dependency = task.View.Dependencies[i];
            if (!seen.Add((dependency.TaskKey, dependency.Outcome)))
            {
                yield return new DefinitionProblem($"{task.Path}.depends_on[{i}].task_key",
                    $"the task depends on '{dependency.TaskKey}' twice; remove one of them.");
            }
        }
    }
}
