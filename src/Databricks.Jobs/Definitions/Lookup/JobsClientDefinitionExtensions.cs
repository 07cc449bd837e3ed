using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Finds jobs by name, and gets their complete settings.</summary>
public static class JobsClientDefinitionExtensions
{
    /// <summary>Finds the only job with a name (jobs/list). Names are not case-sensitive.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="name">The complete name.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="JobNotFoundException">There is none.</exception>
    /// <exception cref="JobLookupException">There is more than one.</exception>
    public static async Task<BaseJob> FindJobAsync(
        this JobsClient client,
        string name,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(name, nameof(name));
        var found = new List<BaseJob>();
        await foreach (BaseJob job in client
            .ListAsync(new ListJobsOptions { Name = name }, cancellationToken)
            .ConfigureAwait(false))
        {
            // A service that ignores the filter would otherwise return another job.
            if (name.Equals(job.Settings?.Name, StringComparison.OrdinalIgnoreCase)) found.Add(job);
        }

        return JobLookupException.Single(found, $"named '{name}'");
    }

    /// <summary>
    /// Gets all settings of a job from a list (jobs/get); a list omits tasks and clusters, or truncates them. Settings
    /// that the listed job has override those of the service, because the caller may have changed them.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="listed">The job from the list.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public static async Task<JobSettings> GetJobSettingsAsync(
        this JobsClient client,
        BaseJob listed,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(listed, nameof(listed));
        if (listed.JobId is not { } jobId)
        {
            throw new JobsException(
                "The job has no ID, so its settings cannot be read.",
                "Use a job that the service returned.");
        }

        Job job = await client.GetAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false);
        JobSettings whole = job.Settings ?? new JobSettings();
        if (listed.Settings is { } settings) SettingsMerge.Apply(whole, settings, byKey: listed.HasMore == true);
        return whole;
    }
}
