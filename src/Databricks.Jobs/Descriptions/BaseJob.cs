using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class BaseJob
{
    private protected override string? Describe() => Phrase.Numbered(Settings?.Name, "job", JobId);
}
