namespace Databricks.Jobs.Runs.Statistics;

/// <summary>Statistics of the runs of jobs.</summary>
public static class JobsClientStatisticsExtensions
{
    /// <summary>
    /// Measures the latest runs of a job that have ended (jobs/runs/list): success, durations, queue, setup, trend and
    /// tasks. One request reads 25 runs; a run with more than 100 tasks needs one of its own. Memory does not grow with
    /// the size of the runs, because only durations are kept.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="options">Which runs; null for all that the service keeps.</param>
    /// <param name="progress">Receives the number of runs that were read, after each page.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public static Task<JobStatistics> MeasureJobAsync(
        this JobsClient client,
        long jobId,
        JobStatisticsOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return new JobMeasurement(client, options ?? new JobStatisticsOptions())
            .MeasureAsync(jobId, progress, cancellationToken);
    }

    /// <summary>
    /// Gets how long a run of a job and its tasks probably take, from the last ten runs that succeeded
    /// (jobs/runs/list). One request reads the latest 25 runs, with up to 100 tasks of each.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static Task<ExpectedDurations> GetExpectedDurationsAsync(
        this JobsClient client,
        long jobId,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return ExpectedDurations.ReadAsync(client, jobId, cancellationToken);
    }
}
