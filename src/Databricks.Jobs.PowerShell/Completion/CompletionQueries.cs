using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>The requests of completers. Each returns what is known when the time to wait is over.</summary>
internal static class CompletionQueries
{
    // With more jobs, users type a part of the name; there is little time for a request.
    private const int MaxJobs = 1000;
    private const int MaxJobsWithTasks = 200;
    private const int MaxRuns = 50;

    /// <summary>Jobs, newest first.</summary>
    public static IReadOnlyList<BaseJob> Jobs(this CompletionContext context) => context.Query(
        "jobs",
        (client, token) => TakeAsync(client.ListAsync(new ListJobsOptions { Limit = 100 }, token), MaxJobs));

    /// <summary>Jobs with their tasks and clusters; fewer of them.</summary>
    public static IReadOnlyList<BaseJob> JobsWithTasks(this CompletionContext context) => context.Query(
        "jobs+tasks",
        (client, token) => TakeAsync(
            client.ListAsync(new ListJobsOptions { Limit = 100, ExpandTasks = true }, token),
            MaxJobsWithTasks));

    /// <summary>The newest runs of a job or of all jobs.</summary>
    public static IReadOnlyList<BaseRun> Runs(
        this CompletionContext context,
        long? jobId,
        bool active,
        bool completed) => context.Query(
        $"runs {jobId} {active} {completed}",
        (client, token) => TakeAsync(
            client.ListRunsAsync(
                new ListRunsOptions { JobId = jobId, ActiveOnly = active, CompletedOnly = completed, Limit = 25 },
                token),
            MaxRuns));

    /// <summary>A job with its tasks and clusters.</summary>
    public static Job? Job(this CompletionContext context, long jobId) => context.Cache?.GetOrFetch(
        $"job {jobId}", context.TimeLeft, (client, token) => client.GetAsync(jobId, cancellationToken: token));

    /// <summary>A run with its tasks.</summary>
    public static Run? Run(this CompletionContext context, long runId) => context.Cache?.GetOrFetch(
        $"run {runId}", context.TimeLeft, (client, token) => client.GetRunAsync(runId, cancellationToken: token));

    /// <summary>The permissions on a job.</summary>
    public static IReadOnlyList<JobPermissionEntry> Permissions(this CompletionContext context, long jobId) =>
        context.Query($"permissions {jobId}", (client, token) => client.GetPermissionEntriesAsync(jobId, token));

    private static IReadOnlyList<T> Query<T>(
        this CompletionContext context,
        string key,
        Func<JobsClient, CancellationToken, Task<IReadOnlyList<T>>> fetch) =>
        context.Cache?.GetOrFetch(key, context.TimeLeft, fetch) ?? [];

    private static Task<IReadOnlyList<T>> TakeAsync<T>(IAsyncEnumerable<T> list, int count) =>
        Http.Pager.TakeAsync(list, count);
}
