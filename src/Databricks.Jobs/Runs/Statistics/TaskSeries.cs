using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>The runs of one task.</summary>
internal sealed class TaskSeries(string taskKey, bool acceptSuccessWithFailures)
{
    private readonly RunSeries _runs = new();
    private int _attempts;
    private int _flakyRuns;

    /// <summary>Adds the attempts of the task in one run.</summary>
    /// <returns>The sum of the durations of the attempts that failed.</returns>
    public TimeSpan Add(TaskTimeline task)
    {
        TimeSpan lost = TimeSpan.Zero;
        bool hasFailed = false;
        foreach (TaskAttempt attempt in task.Attempts.Where(static attempt => attempt.Start is not null))
        {
            _attempts++;
            _runs.AddWaits(TimeOf(attempt, TimelineSegmentKind.Queue), TimeOf(attempt, TimelineSegmentKind.Setup));
            if (!RunSeries.HasFailed(attempt.Outcome, acceptSuccessWithFailures)) continue;
            hasFailed = true;
            lost += attempt.Duration;
        }

        _runs.Add(task.Outcome, RunDuration.Of(task.Last.Task), acceptSuccessWithFailures);
        if (hasFailed && task.Outcome.Succeeded(acceptSuccessWithFailures)) _flakyRuns++;
        _runs.TimeLost += lost;
        return lost;
    }

    public TaskStatistics Describe(long jobId, string? jobName)
    {
        var statistics = new TaskStatistics
        {
            JobId = jobId,
            JobName = jobName,
            TaskKey = taskKey,
            Attempts = _attempts,
            FlakyRuns = _flakyRuns,
        };
        _runs.CopyTo(statistics);
        return statistics;
    }

    private static TimeSpan TimeOf(TaskAttempt attempt, TimelineSegmentKind kind) => new(attempt.Segments
        .Where(segment => segment.Kind == kind)
        .Sum(static segment => segment.Duration.Ticks));
}
