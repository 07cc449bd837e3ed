using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.Runs;

/// <summary>
/// What programs do with runs, where that takes more than one request: wait, search, read all outputs, export, repair.
/// </summary>
public static class JobsClientRunExtensions
{
    /// <summary>
    /// Waits until a run has ended, successfully or not (jobs/runs/get). It polls after 1, 2, 3 ... and then every 10
    /// seconds. The wait tolerates outages of up to ten minutes, refreshes tokens, survives sleep of the machine, and
    /// has no limit of its own.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="options">How to wait; null for the defaults.</param>
    /// <param name="progress">Receives the state of the run after each poll.</param>
    /// <param name="cancellationToken">Stops waiting; the run continues.</param>
    /// <returns>The run after it has ended.</returns>
    /// <exception cref="RunWaitTimeoutException">The wait timed out.</exception>
    public static Task<Run> WaitForRunAsync(
        this JobsClient client,
        long runId,
        RunWaitOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return new RunWaiter(client).WaitAsync(runId, options ?? new RunWaitOptions(), progress, cancellationToken);
    }

    /// <summary>Waits like <see cref="WaitForRunAsync"/>, and throws if the run did not succeed.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="options">How to wait, and what counts as success; null for the defaults.</param>
    /// <param name="progress">Receives the state of the run after each poll.</param>
    /// <param name="cancellationToken">Stops waiting; the run continues.</param>
    /// <returns>The run after it has ended.</returns>
    /// <exception cref="RunFailedException">
    /// The run did not succeed. The exception contains the failed tasks and their errors.
    /// </exception>
    /// <exception cref="RunWaitTimeoutException">The wait timed out.</exception>
    public static async Task<Run> WaitForRunSuccessAsync(
        this JobsClient client,
        long runId,
        RunWaitOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Run run = await client.WaitForRunAsync(runId, options, progress, cancellationToken).ConfigureAwait(false);
        await client
            .EnsureRunSucceededAsync(run, options?.AcceptSuccessWithFailures ?? false, cancellationToken)
            .ConfigureAwait(false);
        return run;
    }

    /// <summary>Throws if a run that has ended did not succeed.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="run">A run that has ended, with its tasks.</param>
    /// <param name="acceptSuccessWithFailures">Whether SUCCESS_WITH_FAILURES counts as success.</param>
    /// <param name="cancellationToken">Cancels the requests for the errors of the failed tasks.</param>
    /// <exception cref="RunFailedException">
    /// The run did not succeed. The exception contains the failed tasks and their errors.
    /// </exception>
    public static async Task EnsureRunSucceededAsync(
        this JobsClient client,
        Run run,
        bool acceptSuccessWithFailures = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(run, nameof(run));
        if (RunOutcome.Of(run).Succeeded(acceptSuccessWithFailures)) return;
        throw new RunFailedException(await client.GetRunFailureAsync(run, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Finds out why a run failed: reads the errors of its failed tasks (jobs/runs/get-output), with the trace
    /// of the first one.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="run">A run that did not succeed, with its tasks.</param>
    /// <param name="cancellationToken">Cancels the requests for the errors.</param>
    public static async Task<RunFailure> GetRunFailureAsync(
        this JobsClient client,
        Run run,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(run, nameof(run));
        return RunFailure.Read(
            run,
            await new FailedTaskReader(client).ReadAsync(run, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Waits for many runs with few requests (jobs/runs/list, jobs/runs/get): one list request returns up to 25 runs.
    /// Otherwise it waits like <see cref="WaitForRunAsync"/>.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runIds">The IDs of the runs. Duplicates are ignored.</param>
    /// <param name="options">
    /// How to wait; null for the defaults. <see cref="RunWaitOptions.RepairId"/> is ignored: see
    /// <see cref="RunWaitOptions.RepairIds"/>.
    /// </param>
    /// <param name="progress">Receives the number of runs that have ended, after each poll.</param>
    /// <param name="cancellationToken">Stops waiting; the runs continue.</param>
    /// <returns>
    /// Each run as soon as it has ended, or the error if it cannot be read or the wait timed out, with the run as it
    /// was
    /// last read. A run that cannot be read does not end the wait for the other runs.
    /// </returns>
    public static IAsyncEnumerable<RunWaitResult> WaitForRunsAsync(
        this JobsClient client,
        IEnumerable<long> runIds,
        RunWaitOptions? options = null,
        IProgress<ManyRunsProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(runIds, nameof(runIds));
        return new ManyRunsWaiter(client, options ?? new RunWaitOptions())
            .WaitAsync(runIds, progress, cancellationToken);
    }

    /// <summary>
    /// Finds runs (jobs/runs/list), newest first. The service applies the filters that it has; the others are applied
    /// to each page when it arrives.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="options">Which runs; null for all.</param>
    /// <param name="cancellationToken">Cancels the search and the requests in progress.</param>
    public static IAsyncEnumerable<BaseRun> FindRunsAsync(
        this JobsClient client,
        RunSearchOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Pager.FlattenAsync(client.FindRunPagesAsync(options, CancellationToken.None), cancellationToken);

    /// <summary>Finds runs like <see cref="FindRunsAsync"/>, page by page. A page can be empty.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="options">Which runs; null for all.</param>
    /// <param name="cancellationToken">Cancels the search and the requests in progress.</param>
    public static IAsyncEnumerable<IReadOnlyList<BaseRun>> FindRunPagesAsync(
        this JobsClient client,
        RunSearchOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return new RunSearch(client, options ?? new RunSearchOptions()).FindPagesAsync(cancellationToken);
    }

    /// <summary>
    /// Finds the latest run of each of many jobs, active or completed (jobs/runs/list). Up to 16 jobs need one request
    /// each. For more, the list of the latest 1,000 runs of all jobs is read until each job is found.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobIds">The IDs of the jobs. Duplicates are ignored.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>
    /// The run of each job; null for a job that has no runs. A job is missing if none of the latest 1,000 runs is its
    /// run, and more than 16 jobs are missing.
    /// </returns>
    public static Task<IReadOnlyDictionary<long, BaseRun?>> FindLatestRunsAsync(
        this JobsClient client,
        IEnumerable<long> jobIds,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(jobIds, nameof(jobIds));
        return client.FindLatestRunsAsync(jobIds, new ListRunsOptions(), cancellationToken);
    }

    /// <summary>
    /// Finds the latest run of each of many jobs that meets conditions, such as the latest one that has ended.
    /// Otherwise like <see cref="FindLatestRunsAsync(JobsClient, IEnumerable{long}, CancellationToken)"/>.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobIds">The IDs of the jobs. Duplicates are ignored.</param>
    /// <param name="list">The conditions. The job and the page size are ignored.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>
    /// The run of each job; null for a job that has no such runs. A job is missing if none of the latest 1,000 runs is
    /// its run, and more than 16 jobs are missing.
    /// </returns>
    public static Task<IReadOnlyDictionary<long, BaseRun?>> FindLatestRunsAsync(
        this JobsClient client,
        IEnumerable<long> jobIds,
        ListRunsOptions list,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(jobIds, nameof(jobIds));
        ArgumentChecks.NotNull(list, nameof(list));
        return new LatestRuns(client, list).FindAsync(jobIds, cancellationToken);
    }

    /// <summary>
    /// Gets the output of the last attempt of each task of a run (jobs/runs/get, jobs/runs/get-output), each task after
    /// the tasks that it depends on. A task that never ran is returned without an output. If the service rejects the
    /// request for an output, <see cref="TaskOutput.GetReadError"/> returns the error.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run. The ID of a task's run returns only this task.</param>
    /// <param name="options">Which outputs; null for those of all tasks.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    public static IAsyncEnumerable<TaskOutput> GetTaskOutputsAsync(
        this JobsClient client,
        long runId,
        RunOutputOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return new TaskOutputReader(client, options ?? new RunOutputOptions()).ReadAllAsync(runId, cancellationToken);
    }

    /// <summary>
    /// Exports the last attempt of each notebook task of a run as HTML (jobs/runs/get, jobs/runs/export), in the order
    /// of the task graph. Tasks of other types and tasks that never ran have no views. If the service rejects the
    /// export of a task, the error is thrown after the views of the other tasks.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of a run, or of a task's run.</param>
    /// <param name="viewsToExport">CODE, DASHBOARDS or ALL; null for the service's default, CODE.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    public static IAsyncEnumerable<ExportedView> ExportRunViewsAsync(
        this JobsClient client,
        long runId,
        string? viewsToExport = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return ViewReader.ReadAsync(client, runId, viewsToExport, cancellationToken);
    }

    /// <summary>
    /// Runs tasks of a run again (jobs/runs/get, jobs/runs/repair): by default, all failed tasks with the parameters of
    /// the run. To wait for the repair, pass its ID as <see cref="RunWaitOptions.RepairId"/>.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="repair">
    /// Which tasks to run, and the parameters that override those of the run, each by itself; null for all failed
    /// tasks.
    /// </param>
    /// <param name="useJobDefaults">
    /// Whether parameters that the request does not contain have the defaults of the job, not the values of the run.
    /// </param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    /// <exception cref="RedactedParameterException">A value of the run is secret, and must be specified.</exception>
    public static async Task<RepairRunResponse> RepairRunAsync(
        this JobsClient client,
        long runId,
        RepairRun? repair = null,
        bool useJobDefaults = false,
        CancellationToken cancellationToken = default)
    {
        RepairRun request = await client
            .CreateRepairAsync(runId, repair, useJobDefaults, cancellationToken)
            .ConfigureAwait(false);
        return await client.RepairRunAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Creates the request that <see cref="RepairRunAsync"/> sends, with the ID of the latest repair and the parameters
    /// of the run (jobs/runs/get), to show or change it before you send it with
    /// <see cref="JobsClient.RepairRunAsync"/>.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="repair">Which tasks to run, and the parameters that override those of the run.</param>
    /// <param name="useJobDefaults">
    /// Whether parameters that the request does not contain have the defaults of the job, not the values of the run.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    /// <exception cref="RedactedParameterException">A value of the run is secret, and must be specified.</exception>
    public static Task<RepairRun> CreateRepairAsync(
        this JobsClient client,
        long runId,
        RepairRun? repair = null,
        bool useJobDefaults = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return RunRepair.CreateAsync(client, runId, repair ?? new RepairRun(), useJobDefaults, cancellationToken);
    }

    /// <summary>
    /// Cancels runs (jobs/runs/cancel), and waits only briefly for the responses. Slower requests continue in the
    /// background while the process runs.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="runIds">The IDs of the runs.</param>
    /// <returns>A task that completes soon, and never fails.</returns>
    internal static Task CancelRunsInBackgroundAsync(this JobsClient client, IEnumerable<long> runIds) =>
        new RunCanceler(client).CancelSoonAsync(runIds);

    /// <summary>Waits like <see cref="WaitForRunAsync"/>; an error comes with the run as it was last read.</summary>
    internal static Task<RunWaitResult> TryWaitForRunAsync(
        this JobsClient client,
        long runId,
        RunWaitOptions options,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken) =>
        new RunWaiter(client).TryWaitAsync(runId, options, progress, cancellationToken);

    /// <summary>
    /// Starts a run. If the caller cancels this before the response arrives, the start request continues in the
    /// background for up to ten seconds, and the run that it started is canceled.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="start">Sends the start request.</param>
    /// <param name="runId">Gets the ID of the run from the response.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The response to the start request.</returns>
    internal static Task<T> StartOrCancelRunAsync<T>(
        this JobsClient client,
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        CancellationToken cancellationToken) =>
        new RunCanceler(client).StartAsync(start, runId, cancellationToken);
}
