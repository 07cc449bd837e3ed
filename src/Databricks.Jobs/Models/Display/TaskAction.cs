namespace Databricks.Jobs.Models;

/// <summary>Describes what a task does, such as <c>notebook_task /Jobs/transform</c>.</summary>
internal static class TaskAction
{
    // The fields that distinguish two tasks of the same kind.
    private static readonly string[] s_targets =
    [
        "notebook_path", "python_file", "main_class_name", "entry_point", "pipeline_id", "job_id", "dashboard_id",
        "alert_id", "query_id", "project_directory", "inputs",
    ];

    /// <summary>The kind and the target of a task; null if its kind is not set or not known.</summary>
    public static string? Of(JobsModel task) =>
        task.Shape.TaskKinds.FirstOrDefault(kind => kind.Get(task) is not null) is { } kind
            ? Phrase.Join(" ", kind.Name, TargetOf((JobsModel)kind.Get(task)!))
            : null;

    /// <summary>The task with its key, its action and the tasks that it depends on.</summary>
    public static string? Describe(JobsModel task, string? key, List<TaskDependency>? dependencies)
    {
        string? after = dependencies is { Count: > 0 }
            ? "after " + Phrase.Line(string.Join(", ", dependencies.Select(dependency => dependency?.TaskKey)))
            : null;
        return Phrase.Join(": ", key, Phrase.Join(", ", Of(task), after));
    }

    private static string? TargetOf(JobsModel action) => action is ConditionTask condition
        ? Phrase.Line(Phrase.Join(" ", condition.Left, condition.Op, condition.Right))
        : s_targets
            .Select(name => action.Shape.IndexOf(name))
            .Where(field => field >= 0)
            .Select(field => Phrase.Line(action.GetField(field)?.ToString()))
            .FirstOrDefault(text => text is not null);
}
