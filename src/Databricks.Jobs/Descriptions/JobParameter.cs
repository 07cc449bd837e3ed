using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class JobParameter
{
    private protected override string? Describe() => Phrase.Join(" = ", Name, Phrase.Line(Value ?? Default));
}
