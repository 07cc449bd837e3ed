using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class RepairHistoryItem
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Phrase.Join(" ", Type, Id?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        RunOutcome.Of(Status, State));
}
