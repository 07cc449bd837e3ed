using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Completes jobs from a list: a list omits or truncates tasks and clusters.</summary>
public static class JobExpansion
{
    /// <summary>Gets the complete settings of a job from a list (jobs/get). Settings of the listed job, which the
    /// caller can have changed, override them.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="listed">The job from the list.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="JobsException">The job has no ID, or the request failed.</exception>
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
                "The job has no ID, so its other settings cannot be found.",
                "Get the job from the workspace again.");
        }

        Job job = await client.GetAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false);
        JobSettings whole = job.Settings ?? new JobSettings();
        if (listed.Settings is { } settings) SettingsMerge.Apply(whole, settings, byKey: listed.HasMore == true);
        return whole;
    }
}
