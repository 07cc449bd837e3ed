using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs;

/// <content>Runs: start, get, list, output, export, cancel, delete, repair.</content>
public sealed partial class JobsClient
{
    /// <summary>
    /// Starts a run of a job (jobs/run-now). The request has an idempotency token, by default a new one, so it can be
    /// repeated if its response is lost: there is never a second run.
    /// </summary>
    /// <param name="run">The ID of the job and the parameters of the run.</param>
    /// <param name="cancellationToken">Cancels the request. The run may have started.</param>
    public Task<RunNowResponse> RunNowAsync(RunNow run, CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return StartAsync<RunNowResponse>(
            _jobs + "run-now", run, run.IdempotencyToken, static started => CheckId(started.RunId), cancellationToken);
    }

    /// <summary>
    /// Starts a run without a job (jobs/runs/submit). The request has an idempotency token, by default a new one, so it
    /// can be repeated if its response is lost: there is never a second run.
    /// </summary>
    /// <param name="run">The tasks and settings of the run.</param>
    /// <param name="cancellationToken">Cancels the request. The run may have started.</param>
    public Task<SubmitRunResponse> SubmitAsync(SubmitRun run, CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return StartAsync<SubmitRunResponse>(
            _jobs + "runs/submit",
            run,
            run.IdempotencyToken,
            static started => CheckId(started.RunId),
            cancellationToken);
    }

    /// <summary>
    /// Gets a run (jobs/runs/get) with all of its tasks, job clusters, parameters and repairs. The run of a for-each
    /// task has all of its iterations.
    /// </summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="includeHistory">Whether to include its repairs.</param>
    /// <param name="includeResolvedValues">Whether to include the resolved values of references in parameters.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The run does not exist.</exception>
    public Task<Run> GetRunAsync(
        long runId,
        bool includeHistory = false,
        bool includeResolvedValues = false,
        CancellationToken cancellationToken = default) =>
        GetRunAsync(runId, includeHistory, includeResolvedValues, policy: null, cancellationToken);

    /// <summary>
    /// Lists runs (jobs/runs/list), one by one, newest first. Pages are requested when they are needed.
    /// </summary>
    /// <param name="options">Which runs, and how; null for all runs.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    public IAsyncEnumerable<BaseRun> ListRunsAsync(
        ListRunsOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Pager.FlattenAsync(ListRunPagesAsync(options, CancellationToken.None), cancellationToken);

    /// <summary>
    /// Lists runs (jobs/runs/list), page by page, newest first. The next page is requested while the caller processes
    /// one.
    /// </summary>
    /// <param name="options">Which runs, and how; null for all runs.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    public IAsyncEnumerable<IReadOnlyList<BaseRun>> ListRunPagesAsync(
        ListRunsOptions? options = null,
        CancellationToken cancellationToken = default) =>
        ListRunPagesAsync(options, policy: null, cancellationToken);

    internal IAsyncEnumerable<IReadOnlyList<BaseRun>> ListRunPagesAsync(
        ListRunsOptions? options,
        RetryPolicy? policy,
        CancellationToken cancellationToken)
    {
        options ??= new ListRunsOptions();
        ModelReadContext context = NewContext();
        int limit = ListLimits.Runs(options.Limit);
        return Pager.ReadAsync(GetPageAsync, "jobs/runs/list", cancellationToken);

        async Task<Page<BaseRun>> GetPageAsync(PageCursor? cursor, CancellationToken token)
        {
            Query query = new Query(_jobs + "runs/list")
                .Add("limit", limit)
                .Add("job_id", options.JobId)
                .Add("active_only", options.ActiveOnly)
                .Add("completed_only", options.CompletedOnly)
                .Add("run_type", options.RunType)
                .Add("expand_tasks", options.ExpandTasks)
                .Add("start_time_from", options.StartTimeFrom)
                .Add("start_time_to", options.StartTimeTo)
                .Add("offset", cursor?.Offset)
                .Add("page_token", cursor?.Token);
            ListRunsResponse page = await _http
                .SendAsync<ListRunsResponse>(ApiRequest.Get(query.ToString()), context, token, policy)
                .ConfigureAwait(false);
            return ToPage(page.Runs, page.NextPageToken, page.HasMore, cursor);
        }
    }

    /// <summary>
    /// Gets the output of a task's run (jobs/runs/get-output): the first 5 MB of the result of a notebook, and the last
    /// 5 MB of the logs. <c>GetTaskOutputsAsync</c> gets the outputs of all tasks of a run.
    /// </summary>
    /// <param name="runId">The ID of the task's run, not of the job run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="InvalidRequestException">The ID is that of a run with several tasks.</exception>
    public Task<RunOutput> GetRunOutputAsync(long runId, CancellationToken cancellationToken = default) =>
        GetOneAsync<RunOutput>(new Query(_jobs + "runs/get-output").Add("run_id", runId), cancellationToken);

    /// <summary>Exports the views of a task's run as HTML (jobs/runs/export).</summary>
    /// <param name="runId">The ID of the task's run.</param>
    /// <param name="viewsToExport">CODE, DASHBOARDS or ALL; null for the service's default, CODE.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<ExportRunOutput> ExportRunAsync(
        long runId,
        string? viewsToExport = null,
        CancellationToken cancellationToken = default) =>
        GetOneAsync<ExportRunOutput>(
            new Query(_jobs + "runs/export").Add("run_id", runId).Add("views_to_export", viewsToExport),
            cancellationToken);

    /// <summary>
    /// Cancels a run (jobs/runs/cancel). The run ends some time later. A run that has ended does not change.
    /// </summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task CancelRunAsync(long runId, CancellationToken cancellationToken = default) =>
        CancelRunAsync(runId, policy: null, cancellationToken);

    /// <summary>Cancels all runs of a job, or all queued runs (jobs/runs/cancel-all).</summary>
    /// <param name="runs">Which runs to cancel.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task CancelAllRunsAsync(CancelAllRuns runs, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "runs/cancel-all", runs, cancellationToken);

    /// <summary>Deletes a run that has ended (jobs/runs/delete). The request is never repeated.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task DeleteRunAsync(long runId, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "runs/delete", new DeleteRun { RunId = runId }, cancellationToken);

    /// <summary>
    /// Runs tasks of a run again (jobs/runs/repair). The request is never repeated. The overload with the ID of the
    /// run, in <see cref="Runs.JobsClientRunExtensions"/>, completes the request.
    /// </summary>
    /// <param name="repair">
    /// The ID of the run, the tasks to run, the ID of the latest repair, and the parameters.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<RepairRunResponse> RepairRunAsync(RepairRun repair, CancellationToken cancellationToken = default) =>
        ChangeAsync<RepairRunResponse>(_jobs + "runs/repair", repair, cancellationToken);

    internal Task CancelRunAsync(long runId, RetryPolicy? policy, CancellationToken cancellationToken) =>
        ChangeAsync(
            ApiRequest.Repeatable(_jobs + "runs/cancel", new CancelRun { RunId = runId }.ToUtf8Json()),
            cancellationToken,
            policy);

    internal Task<Run> GetRunAsync(
        long runId,
        bool includeHistory,
        bool includeResolvedValues,
        RetryPolicy? policy,
        CancellationToken cancellationToken) =>
        GetWholeAsync<Run>(
            token => new Query(_jobs + "runs/get")
                .Add("run_id", runId)
                .Add("include_history", includeHistory ? true : null)
                .Add("include_resolved_values", includeResolvedValues ? true : null)
                .Add("page_token", token),
            static run => run.NextPageToken,
            run => CheckPage("run", runId, run.RunId, run.HasMore, run.NextPageToken),
            PageMerger.Merge,
            policy,
            cancellationToken);

    private Task<T> StartAsync<T>(
        string path,
        JobsModel run,
        string? token,
        Func<T, string?> check,
        CancellationToken cancellationToken)
        where T : JobsModel, new()
    {
        byte[] body = run.ToUtf8Json();
        if (string.IsNullOrEmpty(token))
        {
            token = Guid.NewGuid().ToString();
            body = IdempotencyToken.AddTo(body, token);
        }

        return _http.SendAsync(ApiRequest.Repeatable(path, body, token), NewContext(), cancellationToken, check: check);
    }
}
