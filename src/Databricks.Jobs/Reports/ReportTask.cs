using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>A task in a report, with its place in the page.</summary>
internal sealed class ReportTask(int index, TaskTimeline timeline)
{
    public int Index { get; } = index;

    public TaskTimeline Timeline { get; } = timeline;

    /// <summary>The output of the last attempt; null if it was not read.</summary>
    public TaskOutput? Output { get; set; }

    /// <summary>The outputs of iterations that did not succeed.</summary>
    public List<TaskOutput> Iterations { get; } = [];

    /// <summary>The ID of the element with its details.</summary>
    public string Anchor => AnchorOf(Index);

    public string Name => Timeline.TaskKey.Length > 0 ? Timeline.TaskKey : "(no key)";

    public ReportStatus Status { get; } = ReportStatuses.Of(timeline.Outcome);

    /// <summary>The duration of the last attempt; null if it has not started.</summary>
    public TimeSpan? Duration => Timeline.Last.Start is null ? null : Timeline.Last.Duration;

    /// <summary>The state as a word, and the duration if there is one.</summary>
    public string Summary => ReportStatuses.Word(Timeline.State)
        + (Duration is { } duration ? ", " + DurationText.Of(duration) : "");

    public static string AnchorOf(int index) =>
        "task-" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The tasks of a timeline in its order, with their outputs.</summary>
    public static IReadOnlyList<ReportTask> Of(RunTimeline timeline, IEnumerable<TaskOutput> outputs)
    {
        ReportTask[] tasks = [.. timeline.Tasks.Select(static (task, index) => new ReportTask(index, task))];
        Dictionary<string, ReportTask> byKey =
            tasks.ToDictionary(static task => task.Timeline.TaskKey, StringComparer.Ordinal);
        ILookup<long?, ReportTask> byRun = tasks.ToLookup(static task => task.Timeline.Last.RunId);
        foreach (TaskOutput output in outputs)
        {
            if (output.Iteration is not null)
            {
                byRun[output.ParentRunId].FirstOrDefault()?.Iterations.Add(output);
            }
            else if (byKey.TryGetValue(output.TaskKey ?? "", out ReportTask? task))
            {
                task.Output = output;
            }
        }

        return tasks;
    }

    /// <summary>What it does, such as <c>notebook_task /Jobs/load</c>; null if that is not known.</summary>
    public string? Action => TaskAction.Of(Timeline.Last.Task);
}
