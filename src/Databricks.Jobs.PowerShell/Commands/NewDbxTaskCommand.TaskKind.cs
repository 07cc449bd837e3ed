namespace Databricks.Jobs.PowerShell.Commands;

/// <content>What the command knows of one kind of task.</content>
public sealed partial class NewDbxTaskCommand
{
    /// <summary>A kind of task that has parameters.</summary>
    /// <param name="title">The kind in an error message, with its article.</param>
    /// <param name="field">Gets the field that makes a task one of this kind; null for a task of another kind.</param>
    /// <param name="required">The parameters that define a task of this kind.</param>
    /// <param name="optional">The other parameters of this kind. Those that all kinds share are not among them.</param>
    /// <param name="fill">Writes the parameters to the task; what was not given keeps the value from -Settings.</param>
    private sealed class TaskKind(
        string title,
        Func<Models.Task, object?> field,
        string[] required,
        string[] optional,
        Action<NewDbxTaskCommand, Models.Task> fill)
    {
        public string Title => title;

        public IReadOnlyList<string> Required => required;

        public bool Has(string parameter) => required.Contains(parameter) || optional.Contains(parameter);

        public bool IsKindOf(Models.Task task) => field(task) is not null;

        public void Fill(NewDbxTaskCommand given, Models.Task task) => fill(given, task);
    }
}
