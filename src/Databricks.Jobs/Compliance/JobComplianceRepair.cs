using Databricks.Jobs.Models;

namespace Databricks.Jobs.Compliance;

/// <summary>What was changed, or would be, so that a job keeps to its cluster policies.</summary>
public sealed class JobComplianceRepair
{
    /// <summary>The job.</summary>
    public long JobId { get; init; }

    /// <summary>Whether anything was to change.</summary>
    public bool HasChanges { get; init; }

    /// <summary>Whether the changes were made; false where they were only asked for, and where there are none.</summary>
    public bool IsApplied { get; init; }

    /// <summary>The changes, one for each field.</summary>
    public IReadOnlyList<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange> Changes { get; init; } = [];

    /// <summary>The settings with the changes; null where there are none.</summary>
    public JobSettings? Settings { get; init; }

    /// <summary>Such as job 123: 2 changes, not made.</summary>
    public override string ToString() => HasChanges
        ? $"job {JobId}: {Phrase.Count([.. Changes], "change")}, {(IsApplied ? "made" : "not made")}"
        : $"job {JobId}: no changes";
}
