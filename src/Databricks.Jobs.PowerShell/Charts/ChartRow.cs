using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>A row of a chart: an attempt of a task, in each run of the chart.</summary>
/// <param name="TaskKey">The key of the task.</param>
/// <param name="Number">The number of the attempt, from 0.</param>
/// <param name="Attempts">The attempt in each run; null if the run does not have it.</param>
internal sealed record ChartRow(string TaskKey, int Number, IReadOnlyList<TaskAttempt?> Attempts)
{
    public TaskAttempt? First => Attempts[0];

    /// <summary>The rows of all tasks, each after the tasks that it depends on in the first run that has it.</summary>
    public static List<ChartRow> Of(IReadOnlyList<RunTimeline> timelines)
    {
        Dictionary<string, TaskTimeline>[] tasks =
        [
            .. timelines.Select(static timeline => timeline.Tasks.ToDictionary(static task => task.TaskKey)),
        ];
        return
        [
            .. timelines
                .SelectMany(static timeline => timeline.Tasks)
                .Select(static task => task.TaskKey)
                .Distinct()
                .SelectMany(key =>
                {
                    TaskTimeline?[] same =
                    [
                        .. tasks.Select(run => run.TryGetValue(key, out TaskTimeline? task) ? task : null),
                    ];
                    int rows = same.Max(static task => task?.Attempts.Count ?? 0);
                    return Enumerable.Range(0, rows)
                        .Select(number => new ChartRow(key, number, [.. same.Select(task => AttemptOf(task, number))]));
                }),
        ];
    }

    /// <summary>The keys of the tasks that failed, are active or are on the critical path, and of the longest others.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="count">The number of tasks to select if fewer of them must be shown.</param>
    public static HashSet<string> Select(IEnumerable<ChartRow> rows, int count)
    {
        IGrouping<string, ChartRow>[] tasks = [.. rows.GroupBy(static row => row.TaskKey)];
        var selected = new HashSet<string>(
            tasks.Where(static task => task.Any(MustBeShown)).Select(static task => task.Key));
        foreach (IGrouping<string, ChartRow> task in tasks.OrderByDescending(static task => task.Max(LengthOf)))
        {
            if (selected.Count >= count)
            {
                break;
            }

            selected.Add(task.Key);
        }

        return selected;
    }

    /// <summary>The name of the row: the key of the task, or what kind of attempt it is.</summary>
    public string Label(ChartGlyphs glyphs)
    {
        if (Number == 0)
        {
            return ScreenText.Line(TaskKey);
        }

        string kind = Attempts.Count > 1 ? $"attempt {Number + 1}" : First!.RepairId is null ? "retry" : "repair";
        return $" {glyphs.Further} {kind}";
    }

    private static TaskAttempt? AttemptOf(TaskTimeline? task, int number) =>
        number < task?.Attempts.Count ? task.Attempts[number] : null;

    private static bool MustBeShown(ChartRow row) => row.Attempts.OfType<TaskAttempt>().Any(static attempt =>
        attempt.IsOnCriticalPath
        || attempt.IsActive
        || attempt.Outcome is { IsFinished: true, IsSuccess: false, NeverRan: false });

    private static TimeSpan LengthOf(ChartRow row) =>
        row.Attempts.Max(static attempt => attempt?.Duration ?? TimeSpan.Zero);
}
