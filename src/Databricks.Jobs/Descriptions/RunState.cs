using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class RunState
{
    private protected override string? Describe() => RunOutcome.Of(status: null, this);
}
