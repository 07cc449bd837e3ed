using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class NotebookOutput
{
    private protected override string? Describe() => Phrase.Join(" ", Phrase.Line(Result) ?? "no result", Truncated == true ? "(truncated)" : null);
}
