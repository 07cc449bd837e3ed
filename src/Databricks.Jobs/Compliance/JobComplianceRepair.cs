using Databricks.Jobs.Models;

namespace Databricks.Jobs.Compliance;

/// <summary>The changes that make a job comply with its cluster policies.</summary>
public sealed class JobComplianceRepair
{
    /// <summary>The ID of the job.</summary>
    public long JobId { get; init; }

    /// <summary>Whether changes are needed.</summary>
    public bool HasChanges { get; init; }

    /// <summary>
    /// Whether the changes were made; false if they were only requested, or if there are no changes.
    /// </summary>
    public bool IsApplied { get; init; }

    /// <summary>The changes, one for each field.</summary>
    public IReadOnlyList<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange> Changes { get; init; } = [];

    /// <summary>The settings with the changes; null if there are none.</summary>
    public JobSettings? Settings { get; init; }

    /// <summary>Returns text such as <c>job 123: 2 changes, not made</c>.</summary>
    public override string ToString() => HasChanges
        ? $"job {JobId}: {Phrase.Count([.. Changes], "change")}, {(IsApplied ? "made" : "not made")}"
        : $"job {JobId}: no changes";
}
