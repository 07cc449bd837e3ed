using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Reports;

/// <summary>Reports on runs.</summary>
public static class JobsClientReportExtensions
{
    /// <summary>
    /// Reads what a report on a run needs (jobs/runs/get, jobs/runs/get-output, jobs/runs/list): the run with its
    /// repair history, the outputs of its tasks and of iterations that did not succeed, and the latest runs of its job.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run, active or not.</param>
    /// <param name="options">What to read; null for everything.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    public static async Task<RunReport> GetRunReportAsync(
        this JobsClient client,
        long runId,
        RunReportOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        options ??= new RunReportOptions();
        Run run = await client.GetRunAsync(runId, includeHistory: true, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        Task<IReadOnlyList<BaseRun>> recent = ReadRecentAsync(client, run.JobId, options, cancellationToken);
        List<TaskOutput> outputs =
            await ReadOutputsAsync(client, run, options, cancellationToken).ConfigureAwait(false);
        var report = RunReport.Of(run, outputs, client.Options.TimeProvider.GetUtcNow());
        report.RecentRuns = await recent.ConfigureAwait(false);
        return report;
    }

    private static async Task<List<TaskOutput>> ReadOutputsAsync(
        JobsClient client,
        Run run,
        RunReportOptions options,
        CancellationToken cancellationToken)
    {
        var outputs = new List<TaskOutput>();
        if (!options.IncludeOutput) return outputs;
        var reader = new TaskOutputReader(client, new RunOutputOptions
        {
            IncludeIterations = true,
            MaxParallel = options.MaxParallel,
            Filter = static output => output.Iteration is null || output.Result != nameof(RunResultState.SUCCESS),
        });
        await foreach (TaskOutput output in reader.ReadAllAsync(run, cancellationToken).ConfigureAwait(false))
        {
            outputs.Add(output);
        }

        return outputs;
    }

    private static async Task<IReadOnlyList<BaseRun>> ReadRecentAsync(
        JobsClient client,
        long? jobId,
        RunReportOptions options,
        CancellationToken cancellationToken)
    {
        // One-time runs have no job, or one of their own.
        if (jobId is not > 0 || options.RecentRuns <= 0) return [];
        var list = new ListRunsOptions { JobId = jobId, Limit = Math.Min(options.RecentRuns, 25) };
        await foreach (IReadOnlyList<BaseRun> page in client
            .ListRunPagesAsync(list, cancellationToken).ConfigureAwait(false))
        {
            return page;
        }

        return [];
    }
}
