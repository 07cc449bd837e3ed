using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class RunStatus
{
    private protected override string? Describe() => RunOutcome.Of(this, state: null);
}
