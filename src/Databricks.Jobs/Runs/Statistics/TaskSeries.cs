using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>The runs of one task.</summary>
internal sealed class TaskSeries(string taskKey, bool acceptSuccessWithFailures)
{
    private readonly RunSeries _runs = new();
    private int _attempts;
    private int _flakyRuns;

    /// <summary>Adds the attempts of the task in one run.</summary>
    /// <returns>The sum of the durations of the attempts that failed.</returns>
    public TimeSpan Add(IReadOnlyList<RunTask> attempts)
    {
        TimeSpan lost = TimeSpan.Zero;
        bool hasFailed = false;
        foreach (RunTask attempt in attempts.Where(RunTasks.HasStarted))
        {
            _attempts++;
            _runs.AddWaits(attempt.QueueDuration ?? TimeSpan.Zero, attempt.SetupDuration ?? TimeSpan.Zero);
            if (!RunSeries.HasFailed(RunOutcome.Of(attempt), acceptSuccessWithFailures)) continue;
            hasFailed = true;
            lost += RunDuration.Of(attempt) ?? TimeSpan.Zero;
        }

        RunTask last = RunTasks.LastAttempts(attempts)[0];
        var outcome = RunOutcome.Of(last);
        _runs.Add(outcome, RunDuration.Of(last), acceptSuccessWithFailures);
        if (hasFailed && outcome.Succeeded(acceptSuccessWithFailures)) _flakyRuns++;
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
}
