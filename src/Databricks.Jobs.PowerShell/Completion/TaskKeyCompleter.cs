using Databricks.Jobs.Descriptions;
using Databricks.Jobs.Runs;
using RunOutcome = Databricks.Jobs.Runs.RunOutcome;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers keys of tasks: those of the run at hand, else of the job at hand, else of any job.</summary>
public sealed class TaskKeyCompleter : Completer
{
    private protected override IEnumerable<Choice> Find(Line line)
    {
        // -Only takes +key too: that task with all before it.
        string plus = line.Word.StartsWith("+", StringComparison.Ordinal) ? "+" : "";
        return Fitting(All(line), line.Word.Substring(plus.Length))
            .Select(choice => choice with { Text = plus + choice.Text });
    }

    private static IEnumerable<Choice> All(Line line) => line.RunId() is { } runId
        ? RunTasks.LastAttempts(line.Run(runId)?.Tasks)
            .Where(task => task.TaskKey is not null)
            .Select(task => new Choice(task.TaskKey!, $"{RunOutcome.Of(task)}"))
        : OfJobs(line)
            .Where(task => task.TaskKey is not null)
            .GroupBy(task => task.TaskKey!, StringComparer.Ordinal)
            .Select(tasks => new Choice(tasks.Key, TaskAction.Of(tasks.First()) ?? ""));

    private static IEnumerable<Models.Task> OfJobs(Line line) => line.JobId() is { } jobId
        ? line.Job(jobId)?.Settings?.Tasks ?? []
        : line.JobsWithTasks().SelectMany(job => job.Settings?.Tasks ?? []);
}
