using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class TerminationDetails
{
    private protected override string? Describe() => Phrase.Join(" - ", Phrase.With(Code, Type == Code ? null : Type), Phrase.Line(Message));
}
