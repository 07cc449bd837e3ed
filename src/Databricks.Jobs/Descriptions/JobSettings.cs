using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class JobSettings
{
    private protected override string? Describe() => Phrase.Join(": ", Phrase.Line(Name), Phrase.Count(Tasks, "task"));
}
