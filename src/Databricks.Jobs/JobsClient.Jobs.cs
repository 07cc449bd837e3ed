using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs;

/// <content>Jobs: create, get, list, reset, update, delete.</content>
public sealed partial class JobsClient
{
    /// <summary>Creates a job (jobs/create). Never sent twice, so an answer that is lost stays an error.</summary>
    /// <param name="job">The job's settings.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<CreateResponse> CreateAsync(CreateJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync<CreateResponse>(_jobs + "create", job, cancellationToken, static created => created.JobId is not null);

    /// <summary>Gets a job with all of its tasks, job clusters, parameters and environments (jobs/get).</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="includeTriggerState">Whether to tell the state of its trigger as well; 2.2 only.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="NotFoundException">There is no such job.</exception>
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
            PageMerger.Merge,
            policy: null,
            cancellationToken);

    /// <summary>Lists jobs (jobs/list), one by one; pages are fetched as they are needed.</summary>
    /// <param name="options">Which jobs, and how; null for all.</param>
    /// <param name="cancellationToken">Ends the list, and the request that is under way.</param>
    public IAsyncEnumerable<BaseJob> ListAsync(
        ListJobsOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Pager.FlattenAsync(ListJobPagesAsync(options, CancellationToken.None), cancellationToken);

    /// <summary>Lists jobs (jobs/list), page by page. The next page is on its way while one is worked on.</summary>
    /// <param name="options">Which jobs, and how; null for all.</param>
    /// <param name="cancellationToken">Ends the list, and the request that is under way.</param>
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

    /// <summary>Replaces all settings of a job (jobs/reset). Never sent twice.</summary>
    /// <param name="job">The job's id and its new settings.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task ResetAsync(ResetJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "reset", job, cancellationToken);

    /// <summary>Changes some settings of a job (jobs/update): arrays are merged by key. Never sent twice.</summary>
    /// <param name="job">The job's id, the settings to change and the fields to remove.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task UpdateAsync(UpdateJob job, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "update", job, cancellationToken);

    /// <summary>Deletes a job (jobs/delete). Never sent twice.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(long jobId, CancellationToken cancellationToken = default) =>
        ChangeAsync(_jobs + "delete", new DeleteJob { JobId = jobId }, cancellationToken);

    private Page<T> ToPage<T>(List<T>? items, string? nextToken, bool? hasMore, PageCursor? cursor)
    {
        PageCursor? next = PageCursor.After(nextToken);
        // 2.1 has workspaces that page by offset alone.
        if (next is null && ApiVersion == "2.1" && hasMore == true && items is { Count: > 0 })
            next = new PageCursor(null, (cursor?.Offset ?? 0) + items.Count);
        return new Page<T>(items ?? [], next);
    }
}
