using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Makes jobs from a list whole again: a list leaves out tasks and clusters, or cuts them short.</summary>
public static class JobExpansion
{
    /// <summary>Gets all settings of a job from a list (jobs/get), and lays over them what the listed job has, for the
    /// caller may have changed it. What the listed job lacks stays.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="listed">The job as the list has it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public static async Task<JobSettings> GetWholeSettingsAsync(
        this JobsClient client,
        BaseJob listed,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(listed, nameof(listed));
        if (listed.JobId is not { } jobId)
        {
            throw new JobsException(
                "The job has no id, so the rest of it cannot be found.",
                "Get it again: Get-DbxJob.");
        }

        Job job = await client.GetAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false);
        JobSettings whole = job.Settings ?? new JobSettings();
        if (listed.Settings is { } settings) SettingsMerge.Apply(whole, settings, byKey: listed.HasMore == true);
        return whole;
    }
}
