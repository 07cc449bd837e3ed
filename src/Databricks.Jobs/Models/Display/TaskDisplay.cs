namespace Databricks.Jobs.Models;

public sealed partial class Task
{
    private protected override string? Describe() => Phrase.Join(": ", TaskKey, Phrase.Join(", ", TaskAction.Of(this), After()));

    private string? After() => DependsOn is { Count: > 0 }
        ? "after " + Phrase.Line(string.Join(", ", DependsOn.Select(dependency => dependency?.TaskKey)))
        : null;
}

public sealed partial class SubmitTask
{
    private protected override string? Describe() => Phrase.Join(": ", TaskKey, Phrase.Join(", ", TaskAction.Of(this), After()));

    private string? After() => DependsOn is { Count: > 0 }
        ? "after " + Phrase.Line(string.Join(", ", DependsOn.Select(dependency => dependency?.TaskKey)))
        : null;
}

public sealed partial class TaskDependency
{
    private protected override string? Describe() => Phrase.With(TaskKey, Outcome is null ? null : $"outcome {Phrase.Line(Outcome)}");
}
