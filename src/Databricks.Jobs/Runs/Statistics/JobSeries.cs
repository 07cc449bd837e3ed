using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>The runs of a job, added newest first. It keeps durations, not the runs.</summary>
internal sealed class JobSeries(long jobId, bool acceptSuccessWithFailures)
{
    private readonly RunSeries _runs = new();
    private readonly Dictionary<string, TaskSeries> _tasks = new(StringComparer.Ordinal);
    private DateTimeOffset? _from;
    private DateTimeOffset? _to;

    public int Count { get; private set; }

    public string? JobName { get; set; }

    /// <summary>Adds a run that has ended, with all of its tasks.</summary>
    public void Add(Run run)
    {
        Count++;
        JobName ??= run.RunName;
        _to ??= run.StartTime;
        _from = run.StartTime ?? _from;
        TimeSpan lost = TimeSpan.Zero;
        foreach (IGrouping<string, RunTask> attempts in (run.Tasks ?? []).GroupBy(static task => task.TaskKey ?? ""))
        {
            if (!_tasks.TryGetValue(attempts.Key, out TaskSeries? task))
            {
                task = new TaskSeries(attempts.Key, acceptSuccessWithFailures);
                _tasks.Add(attempts.Key, task);
            }

            lost += task.Add([.. attempts]);
        }

        var outcome = RunOutcome.Of(run);
        TimeSpan? duration = RunDuration.Of(run);
        _runs.Add(outcome, duration, acceptSuccessWithFailures);
        if (!outcome.NeverRan) _runs.AddWaits(run.QueueDuration ?? TimeSpan.Zero, SetupOf(run));
        bool failedAlone = lost == TimeSpan.Zero && RunSeries.HasFailed(outcome, acceptSuccessWithFailures);
        _runs.TimeLost += failedAlone ? duration ?? TimeSpan.Zero : lost;
    }

    public JobStatistics Describe()
    {
        var statistics = new JobStatistics
        {
            JobId = jobId,
            JobName = JobName,
            From = _from,
            To = _to,
            Tasks = new TextList<TaskStatistics>(_tasks.Values
                .Select(task => task.Describe(jobId, JobName))
                .OrderByDescending(static task => task.MedianDuration ?? TimeSpan.Zero)),
        };
        _runs.CopyTo(statistics);
        return statistics;
    }

    // 0 for a run with several tasks. Their setups can overlap.
    private static TimeSpan SetupOf(Run run)
    {
        if (run.SetupDuration is { } setup && setup > TimeSpan.Zero) return setup;
        TimeSpan sum = TimeSpan.Zero;
        DateTimeOffset covered = DateTimeOffset.MinValue;
        foreach (RunTask task in (run.Tasks ?? [])
            .Where(static task => task.StartTime is not null && task.SetupDuration > TimeSpan.Zero)
            .OrderBy(static task => task.StartTime))
        {
            DateTimeOffset start = task.StartTime!.Value;
            DateTimeOffset end = start + task.SetupDuration!.Value;
            if (end <= covered) continue;
            sum += end - (start > covered ? start : covered);
            covered = end;
        }

        return sum;
    }
}
