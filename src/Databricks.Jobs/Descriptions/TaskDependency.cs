using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class TaskDependency
{
    private protected override string? Describe() => Phrase.With(TaskKey, Outcome is null ? null : $"outcome {Phrase.Line(Outcome)}");
}
