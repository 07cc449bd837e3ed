namespace Databricks.Jobs.Definitions.Rules;

/// <summary>A task in a definition, also one inside a for-each task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Path">Its path.</param>
/// <param name="Loop">The for-each task that contains it; null for a task of the job.</param>
internal sealed record CheckedTask(Models.Task Task, string Path, CheckedTask? Loop)
{
    public TaskView View { get; } = TaskView.Of(Task);

    /// <summary>The key of the task of the job: the task itself, or the for-each task that contains it.</summary>
    public string? OuterKey => Loop is null ? Task.TaskKey : Loop.OuterKey;

    /// <summary>The path of the task of the job.</summary>
    public string OuterPath => Loop is null ? Path : Loop.OuterPath;

    /// <summary>The tasks of a list, each followed by the task inside it.</summary>
    public static IEnumerable<CheckedTask> All(IEnumerable<Models.Task?> tasks) =>
        tasks.SelectMany((task, i) => task is null ? [] : new CheckedTask(task, $"tasks[{i}]", Loop: null).WithInner());

    private IEnumerable<CheckedTask> WithInner()
    {
        for (CheckedTask? task = this; task is not null; task = task.Inner)
        {
            yield return task;
        }
    }

    private CheckedTask? Inner => Task.ForEachTask?.Task is { } inner
        ? new CheckedTask(inner, Path + ".for_each_task.task", this)
        : null;
}
