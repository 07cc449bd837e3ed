namespace Databricks.Jobs.Models;

public sealed partial class Task
{
    private protected override string? Describe() => TaskAction.Describe(this, TaskKey, DependsOn);
}

public sealed partial class SubmitTask
{
    private protected override string? Describe() => TaskAction.Describe(this, TaskKey, DependsOn);
}

public sealed partial class TaskDependency
{
    private protected override string? Describe() =>
        Phrase.With(TaskKey, Outcome is null ? null : $"outcome {Phrase.Line(Outcome)}");
}
