using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Timelines;

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
        // It has ended, so the current time does not matter.
        var timeline = RunTimeline.Create(run, DateTimeOffset.MinValue);
        foreach (TaskTimeline task in timeline.Tasks)
        {
            if (!_tasks.TryGetValue(task.TaskKey, out TaskSeries? series))
            {
                series = new TaskSeries(task.TaskKey, acceptSuccessWithFailures);
                _tasks.Add(task.TaskKey, series);
            }

            lost += series.Add(task);
        }

        var outcome = RunOutcome.Of(run);
        TimeSpan? duration = RunDuration.Of(run);
        _runs.Add(outcome, duration, acceptSuccessWithFailures);
        if (!outcome.NeverRan) _runs.AddWaits(run.QueueDuration ?? TimeSpan.Zero, timeline.Setup);
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
}
