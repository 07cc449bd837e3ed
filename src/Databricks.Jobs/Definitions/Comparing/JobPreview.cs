using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>What a request would change. This sends no requests.</summary>
public static class JobPreview
{
    /// <summary>Finds what jobs/update would change: the settings are merged, and then fields are removed.</summary>
    /// <param name="current">The settings of the job as they are now.</param>
    /// <param name="request">The request.</param>
    /// <returns>The differences; none if the job would stay the same.</returns>
    public static IReadOnlyList<JobDifference> Compare(JobSettings current, UpdateJob request)
    {
        ArgumentChecks.NotNull(current, nameof(current));
        ArgumentChecks.NotNull(request, nameof(request));
        JobSettings after = current.Copy();
        if (request.NewSettings is { } changes) SettingsMerge.Apply(after, changes);
        request.FieldsToRemove?.ForEach(path => SettingsMerge.Remove(after, path));
        return JobComparer.Compare(current, after, new JobComparisonOptions { BothFromService = true });
    }
}
