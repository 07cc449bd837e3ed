using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs;

/// <content>Jobs: create, get, list, reset, update, delete.</content>
public sealed partial class JobsClient
{
    /// <summary>Creates a job (jobs/create). The request is never repeated, so a lost response is an error.</summary>
    /// <param name="job">The settings of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<CreateResponse> CreateAsync(CreateJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync<CreateResponse>(_jobs + "create", job, cancellationToken, static created => CheckId(created.JobId));

    /// <summary>Gets a job with all of its tasks, job clusters, parameters and environments (jobs/get).</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="includeTriggerState">Whether to include the state of its trigger; API 2.2 only.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public Task<Job> GetAsync(
        long jobId,
        bool includeTriggerState = false,
        CancellationToken cancellationToken = default) =>
        GetWholeAsync<Job>(
            token => new Query(_jobs + "get")
                .Add("job_id", jobId)
                .Add("include_trigger_state", includeTriggerState ? true : null)
                .Add("page_token", token),
            static job => job.NextPageToken,
            job => CheckPage("job", jobId, job.JobId, job.HasMore, job.NextPageToken),
            PageMerger.Merge,
            policy: null,
            cancellationToken);

    /// <summary>Lists jobs (jobs/list), one by one. Pages are requested when they are needed.</summary>
    /// <param name="options">Which jobs, and how; null for all jobs.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    public IAsyncEnumerable<BaseJob> ListAsync(
        ListJobsOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Pager.FlattenAsync(ListJobPagesAsync(options, CancellationToken.None), cancellationToken);

    /// <summary>
    /// Lists jobs (jobs/list), page by page. The next page is requested while the caller processes one.
    /// </summary>
    /// <param name="options">Which jobs, and how; null for all jobs.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    public IAsyncEnumerable<IReadOnlyList<BaseJob>> ListJobPagesAsync(
        ListJobsOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new ListJobsOptions();
        ModelReadContext context = NewContext();
        int limit = ListLimits.Jobs(options.Limit, ApiVersion);
        return Pager.ReadAsync(GetPageAsync, "jobs/list", cancellationToken);

        async Task<Page<BaseJob>> GetPageAsync(PageCursor? cursor, CancellationToken token)
        {
            Query query = new Query(_jobs + "list")
                .Add("limit", limit)
                .Add("name", options.Name)
                .Add("expand_tasks", options.ExpandTasks)
                .Add("offset", cursor?.Offset)
                .Add("page_token", cursor?.Token);
            ListJobsResponse page = await _http
                .SendAsync<ListJobsResponse>(ApiRequest.Get(query.ToString()), context, token)
                .ConfigureAwait(false);
            return ToPage(page.Jobs, page.NextPageToken, page.HasMore, cursor);
        }
    }

    /// <summary>Replaces all settings of a job (jobs/reset). The request is never repeated.</summary>
    /// <param name="job">The ID of the job and its new settings.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task ResetAsync(ResetJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "reset", job, cancellationToken);

    /// <summary>
    /// Changes some settings of a job (jobs/update). Arrays are merged by key. The request is never repeated.
    /// </summary>
    /// <param name="job">The ID of the job, the settings to change and the fields to remove.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task UpdateAsync(UpdateJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "update", job, cancellationToken);

    /// <summary>Deletes a job (jobs/delete). The request is never repeated.</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task DeleteAsync(long jobId, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "delete", new DeleteJob { JobId = jobId }, cancellationToken);

    private Page<T> ToPage<T>(List<T>? items, string? nextToken, bool? hasMore, PageCursor? cursor)
    {
        PageCursor? next = PageCursor.After(nextToken);
        // With API 2.1, some workspaces support only offsets.
        if (next is null && ApiVersion == "2.1" && hasMore == true && items is { Count: > 0 })
            next = new PageCursor(null, (cursor?.Offset ?? 0) + items.Count);
        return new Page<T>(items ?? [], next, hasMore == true);
    }
}
