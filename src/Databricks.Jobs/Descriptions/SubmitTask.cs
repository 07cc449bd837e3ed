using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class SubmitTask
{
    private protected override string? Describe() => Phrase.Join(": ", TaskKey, Phrase.Join(", ", TaskAction.Of(this), After()));

    private string? After() => DependsOn is { Count: > 0 }
        ? "after " + Phrase.Line(string.Join(", ", DependsOn.Select(dependency => dependency?.TaskKey)))
        : null;
}
