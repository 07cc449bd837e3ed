using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>What completers ask the service. Each gives what is known within the time that the line has left.</summary>
internal static class Questions
{
    // Who has more types a part of the name; the time for a request is short.
    private const int MostJobs = 1000;
    private const int MostJobsWithTasks = 200;
    private const int MostRuns = 50;

    /// <summary>Jobs, newest first.</summary>
    public static IReadOnlyList<BaseJob> Jobs(this Line line) => line.Ask("jobs", (client, token) => TakeAsync(
        client.ListAsync(new ListJobsOptions { Limit = 100 }, token), MostJobs));

    /// <summary>Jobs with their tasks and clusters; fewer of them.</summary>
    public static IReadOnlyList<BaseJob> JobsWithTasks(this Line line) => line.Ask("jobs+tasks", (client, token) => TakeAsync(
        client.ListAsync(new ListJobsOptions { Limit = 100, ExpandTasks = true }, token), MostJobsWithTasks));

    /// <summary>The newest runs of a job, or of all.</summary>
    public static IReadOnlyList<BaseRun> Runs(this Line line, long? jobId, bool active, bool completed) => line.Ask(
        $"runs {jobId} {active} {completed}",
        (client, token) => TakeAsync(
            client.ListRunsAsync(
                new ListRunsOptions { JobId = jobId, ActiveOnly = active, CompletedOnly = completed, Limit = 25 }, token),
            MostRuns));

    /// <summary>A job with all there is to it.</summary>
    public static Job? Job(this Line line, long jobId) => line.Memory?.Recall(
        $"job {jobId}", line.TimeLeft, (client, token) => client.GetAsync(jobId, cancellationToken: token));

    /// <summary>A run with its tasks.</summary>
    public static Run? Run(this Line line, long runId) => line.Memory?.Recall(
        $"run {runId}", line.TimeLeft, (client, token) => client.GetRunAsync(runId, cancellationToken: token));

    /// <summary>Who may do what with a job.</summary>
    public static IReadOnlyList<JobPermissionEntry> Permissions(this Line line, long jobId) => line.Ask(
        $"permissions {jobId}", (client, token) => new JobPermissionEditor(client).GetAsync(jobId, token));

    private static IReadOnlyList<T> Ask<T>(
        this Line line,
        string question,
        Func<JobsClient, CancellationToken, Task<IReadOnlyList<T>>> ask) =>
        line.Memory?.Recall(question, line.TimeLeft, ask) ?? [];

    private static Task<IReadOnlyList<T>> TakeAsync<T>(IAsyncEnumerable<T> list, int most) =>
        Http.Pager.TakeAsync(list, most);
}
