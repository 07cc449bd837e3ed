using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class RunTask
{
    private protected override string? Describe() => Phrase.Join(": ", Phrase.With(TaskKey, Attempt()), RunOutcome.Of(Status, State));

    // People count attempts from 1, the service from 0.
    private string? Attempt() => Phrase.Join(
        ", ",
        RunId is null ? null : $"run {RunId}",
        AttemptNumber is null ? null : $"attempt {AttemptNumber + 1}");
}
