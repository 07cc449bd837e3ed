using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks whether the libraries of a task fit it.</summary>
internal static class LibraryRules
{
    private static readonly string[] s_withoutCluster =
    [
        "alert_task", "condition_task", "dashboard_task", "pipeline_task", "power_bi_task", "run_job_task", "sql_task",
    ];

    /// <summary>Libraries that are nothing or several things.</summary>
    public static IEnumerable<DefinitionProblem> Kinds(JobCheck check)
    {
        foreach ((Library library, ModelVisit visit) in check.ModelsOf<Library>())
        {
            ModelShape shape = library.Shape;
            string[] set = [.. shape.Fields.Where(one => one.Get(library) is not null).Select(static one => one.Name)];
            if (set.Length > 1)
            {
                yield return new DefinitionProblem(visit.Path,
                    $"has {string.Join(" and ", set)}; a library is one of them. Create an item for each.");
            }
            else if (set.Length == 0 && !library.HasAdditionalProperties)
            {
                yield return new DefinitionProblem(visit.Path,
                    "is empty; a library needs one of "
                        + $"{string.Join(", ", shape.Fields.Select(static one => one.Name))}.");
            }
        }
    }

    /// <summary>Libraries of tasks that install none.</summary>
    public static IEnumerable<DefinitionProblem> Unused(JobCheck check) => check.Tasks
        .Where(static task => task.Task.Libraries is { Count: > 0 })
        .Select(static task => (task.Path, Kind: task.View.Kinds.FirstOrDefault(s_withoutCluster.Contains)))
        .Where(static task => task.Kind is not null)
        .Select(static task => new DefinitionProblem(task.Path + ".libraries",
            $"has no effect: a {task.Kind} does not run on a cluster. Remove the libraries."));

    /// <summary>Tasks whose code can be in none of their libraries.</summary>
    public static IEnumerable<DefinitionProblem> Missing(JobCheck check) =>
        check.Tasks.Select(task => Missing(task, check.Settings)).OfType<DefinitionProblem>();

    private static DefinitionProblem? Missing(CheckedTask task, JobSettings settings)
    {
        Models.Task model = task.Task;
        // An all-purpose cluster has libraries of its own, and an unknown environment is another mistake.
        if (model.ExistingClusterId is not null)
        {
            return null;
        }

        JobEnvironment? environment =
            settings.Environments?.Find(one => one?.EnvironmentKey == model.EnvironmentKey);
        if (model.EnvironmentKey is not null
            && (environment?.Spec is null || environment.Spec.BaseEnvironment is not null))
        {
            return null;
        }

        List<Library> libraries = model.Libraries ?? [];
        return (model.PythonWheelTask, model.SparkJarTask) switch
        {
            ({ PackageName: { } name }, _) when environment?.Spec?.Dependencies is not { Count: > 0 }
                && !libraries.Exists(static one => (one?.Whl ?? one?.Egg ?? one?.Requirements) is not null
                    || one?.Pypi is not null) =>
                new(task.Path + ".python_wheel_task.package_name",
                    $"'{name}' is in no library of the task. "
                        + (model.EnvironmentKey is null
                            ? "Add it to libraries, as whl or pypi."
                            : $"Add it to the dependencies of the environment '{model.EnvironmentKey}'.")),
            (_, { MainClassName: { } name, JarUri: null or "" })
                when environment?.Spec?.JavaDependencies is not { Count: > 0 }
                && !libraries.Exists(static one => one?.Jar is not null || one?.Maven is not null) =>
                new(task.Path + ".spark_jar_task.main_class_name",
                    $"'{name}' is in no library of the task. "
                        + (model.EnvironmentKey is null
                            ? "Add it to libraries, as jar or maven."
                            : $"Add it to the java_dependencies of the environment '{model.EnvironmentKey}'.")),
            _ => null,
        };
    }
}
