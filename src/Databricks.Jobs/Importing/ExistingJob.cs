using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>A job of the workspace.</summary>
/// <param name="Id">The ID.</param>
/// <param name="Settings">The settings.</param>
internal sealed record ExistingJob(long Id, JobSettings Settings)
{
    /// <summary>Whether jobs/get returned the job. A list may omit what only that returns.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the list has only some of the tasks and clusters.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The permissions, including inherited ones; null if they are not needed.</summary>
    public IReadOnlyList<JobPermissionEntry>? Permissions { get; init; }

    public static ExistingJob Of(BaseJob job) => new(job.JobId ?? 0, job.Settings ?? new JobSettings())
    {
        IsTruncated = job.HasMore == true,
    };

    /// <summary>The job as jobs/get returns it.</summary>
    public static ExistingJob Of(Job job)
    {
        JobSettings settings = job.Settings ?? new JobSettings();
        // The service does not return who was chosen explicitly in all workspaces.
        if (settings.RunAs is null && !string.IsNullOrEmpty(job.RunAsUserName))
        {
            settings = settings.Copy();
            settings.RunAs = Guid.TryParse(job.RunAsUserName, out _)
                ? new JobRunAs { ServicePrincipalName = job.RunAsUserName }
                : new JobRunAs { UserName = job.RunAsUserName };
        }

        return new ExistingJob(job.JobId ?? 0, settings) { IsWhole = true };
    }
}
