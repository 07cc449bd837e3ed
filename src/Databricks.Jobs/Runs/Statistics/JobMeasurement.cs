using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>Reads the latest runs of a job (jobs/runs/list), 25 with their tasks in one request.</summary>
internal sealed class JobMeasurement(JobsClient client, JobStatisticsOptions options)
{
    private const int MaxPageSize = 25;

    public async Task<JobStatistics> MeasureAsync(
        long jobId,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var series = new JobSeries(jobId, options.AcceptSuccessWithFailures);
        if (options.Last is not <= 0) await ReadAsync(series, jobId, progress, cancellationToken).ConfigureAwait(false);
        if (series.Count == 0)
        {
            // The list of a job that does not exist is empty too.
            Job job = await client.GetAsync(jobId, cancellationToken: cancellationToken).ConfigureAwait(false);
            series.JobName = job.Settings?.Name;
        }

        return series.Describe();
    }

    private async Task ReadAsync(
        JobSeries series,
        long jobId,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var search = new RunSearchOptions
        {
            List = new ListRunsOptions
            {
                JobId = jobId,
                CompletedOnly = true,
                ExpandTasks = true,
                StartTimeFrom = options.Since,
                Limit = Math.Min(options.Last ?? MaxPageSize, MaxPageSize),
            },
        };
        await foreach (IReadOnlyList<BaseRun> page in client
            .FindRunPagesAsync(search, cancellationToken).ConfigureAwait(false))
        {
            foreach (BaseRun listed in page)
            {
                // A list contains up to 100 tasks of a run.
                Run run = listed is { HasMore: true, RunId: { } runId }
                    ? await client.GetRunAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false)
                    : listed.CopyTo(new Run());
                series.Add(run);
                if (series.Count == options.Last) return;
            }

            progress?.Report(series.Count);
        }
    }
}
