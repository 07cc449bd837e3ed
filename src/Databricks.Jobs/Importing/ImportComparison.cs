using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>What an import makes different.</summary>
internal static class ImportComparison
{
    /// <summary>Whether a difference is one of permissions, which have a request of their own.</summary>
    public static bool IsPermission(JobDifference difference) =>
        difference.Path.StartsWith(JobSettingsReader.AccessControlList, StringComparison.Ordinal);

    /// <summary>The differences between a job and its definition. Permissions are compared if the definition has some
    /// and those of the job were read.</summary>
    public static IReadOnlyList<JobDifference> Compare(ExistingJob job, JobDefinition definition)
    {
        var options = new JobComparisonOptions { LeftFromService = true };
        return definition.AccessControlList is not null && job.Permissions is { } present
            ? JobComparer.Compare(
                Request(job.Settings, ImportPermissions.Direct(present)),
                Request(definition.Settings, ImportPermissions.Wanted(definition, present)),
                options)
            : JobComparer.Compare(job.Settings, definition.Settings, options);
    }

    /// <summary>The differences between a job as it was read and as it is now.</summary>
    public static IReadOnlyList<JobDifference> Compare(ExistingJob before, ExistingJob now)
    {
        // A list does not have every value that the service chooses.
        var options = new JobComparisonOptions { LeftFromService = true, RightFromService = before.IsWhole };
        return before.Permissions is { } present && now.Permissions is { } others
            ? JobComparer.Compare(
                Request(before.Settings, ImportPermissions.Direct(present)),
                Request(now.Settings, ImportPermissions.Direct(others)),
                options)
            : JobComparer.Compare(before.Settings, now.Settings, options);
    }

    /// <summary>The differences between a job as the caller knows it and as it is now.</summary>
    public static IReadOnlyList<JobDifference> Compare(JobDefinition known, ExistingJob now)
    {
        var options = new JobComparisonOptions { RightFromService = true };
        return known.AccessControlList is not null && now.Permissions is { } present
            ? JobComparer.Compare(
                Request(known.Settings, ImportPermissions.Wanted(known, present)),
                Request(now.Settings, ImportPermissions.Direct(present)),
                options)
            : JobComparer.Compare(known.Settings, now.Settings, options);
    }

    private static CreateJob Request(JobSettings settings, IEnumerable<JobPermissionEntry> permissions)
    {
        var request = settings.ToCreateJob();
        request.AccessControlList = [.. permissions.Select(static entry => entry.ToRequest())];
        return request;
    }
}
