using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class EnforcePolicyComplianceForJobResponseJobClusterSettingsChange
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Field,
        $"{Phrase.Line(PreviousValue) ?? "(none)"} -> {Phrase.Line(NewValue) ?? "(none)"}");
}
