using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>How long a run of a job and its tasks probably take: the medians of the last runs that succeeded.</summary>
public sealed class ExpectedDurations
{
    private const int MaxRuns = 10;
    private const int PageSize = 25;

    private ExpectedDurations(int runs, TimeSpan? run, IReadOnlyDictionary<string, TimeSpan> tasks)
    {
        Runs = runs;
        Run = run;
        Tasks = tasks;
    }

    /// <summary>The number of runs that were evaluated, from 0 to 10.</summary>
    public int Runs { get; }

    /// <summary>The median duration of the runs; null if there are none.</summary>
    public TimeSpan? Run { get; }

    /// <summary>The median duration of each task that succeeded, by its key. A task counts with its last
    /// attempt.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Tasks { get; }

    /// <summary>The median duration of a task; null if it has none.</summary>
    /// <param name="taskKey">The key of the task.</param>
    public TimeSpan? OfTask(string taskKey) => Tasks.TryGetValue(taskKey, out TimeSpan known) ? known : null;

    /// <summary>Evaluates runs of one job.</summary>
    /// <param name="runs">The runs with their tasks, newest first. The first ten that succeeded count.</param>
    public static ExpectedDurations Of(IEnumerable<BaseRun> runs)
    {
        ArgumentChecks.NotNull(runs, nameof(runs));
        BaseRun[] succeeded = [.. runs.Where(static run => RunOutcome.Of(run).IsSuccess).Take(MaxRuns)];
        var tasks = succeeded
            .SelectMany(static run => RunTasks.LastAttempts(run.Tasks))
            .Where(static task => RunOutcome.Of(task).IsSuccess)
            .Select(static task => (Key: task.TaskKey ?? "", Duration: RunDuration.Of(task)))
            .Where(static task => task.Duration is not null)
            .GroupBy(static task => task.Key, static task => task.Duration!.Value, StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                static group => Percentile.Median(group)!.Value,
                StringComparer.Ordinal);
        TimeSpan? run = Percentile.Median(succeeded.Select(static run => RunDuration.Of(run)).OfType<TimeSpan>());
        return new ExpectedDurations(succeeded.Length, run, tasks);
    }

    /// <summary>Reads the latest runs of a job in one list request.</summary>
    internal static async Task<ExpectedDurations> ReadAsync(
        JobsClient client,
        long jobId,
        CancellationToken cancellationToken)
    {
        var list = new ListRunsOptions { JobId = jobId, CompletedOnly = true, ExpandTasks = true, Limit = PageSize };
        await foreach (IReadOnlyList<BaseRun> page in client
            .ListRunPagesAsync(list, cancellationToken).ConfigureAwait(false))
        {
            return Of(page);
        }

        return Of([]);
    }
}
