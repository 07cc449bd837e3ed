namespace Databricks.Jobs.Runs.Statistics;

/// <summary>What the latest runs of a job have in common.</summary>
public sealed class JobStatistics : RunStatistics
{
    private const int MaxLongest = 3;

    internal JobStatistics()
    {
    }

    /// <summary>When the first of the runs started; null if there are none.</summary>
    public DateTimeOffset? From { get; internal set; }

    /// <summary>When the last of the runs started; null if there are none.</summary>
    public DateTimeOffset? To { get; internal set; }

    /// <summary>The tasks of the runs, those with the longest median duration first.</summary>
    public IReadOnlyList<TaskStatistics> Tasks { get; internal set; } = [];

    /// <summary>The keys of the three tasks with the longest median durations.</summary>
    public IReadOnlyList<string> LongestTasks => Keys(Tasks
        .Where(static task => task.MedianDuration is not null)
        .Take(MaxLongest));

    /// <summary>
    /// The keys of the tasks that failed and succeeded in a later attempt of the same run, those with the most such
    /// runs first.
    /// </summary>
    public IReadOnlyList<string> FlakyTasks => Keys(Tasks
        .Where(static task => task.FlakyRuns > 0)
        .OrderByDescending(static task => task.FlakyRuns));

    /// <summary>Returns text such as <c>nightly: 20 runs</c>.</summary>
    public override string ToString() =>
        ScreenText.Line($"{JobName ?? $"job {JobId}"}: {Runs} run{(Runs == 1 ? "" : "s")}");

    private static TextList<string> Keys(IEnumerable<TaskStatistics> tasks) =>
        new(tasks.Select(static task => task.TaskKey));
}
