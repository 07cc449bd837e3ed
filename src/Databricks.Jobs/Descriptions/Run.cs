using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class Run
{
    private protected override string? Describe() => RunId is null
        ? null
        : Phrase.Join(
            ": ",
            Phrase.With($"Run {RunId}{(JobId is > 0 ? $" of job {JobId}" : "")}", Phrase.Line(RunName)),
            RunOutcome.Of(Status, State));
}
