using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes task keys: those of the run, of the job, or of all jobs.</summary>
public sealed class TaskKeyCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        // -Only also accepts +key: the task with all tasks before it.
        string plus = context.Word.StartsWith("+", StringComparison.Ordinal) ? "+" : "";
        return Matching(All(context), context.Word.Substring(plus.Length))
            .Select(item => item with { Text = plus + item.Text });
    }

    private static IEnumerable<CompletionItem> All(CompletionContext context) => context.RunId() is { } runId
        ? RunTasks.LastAttempts(context.Run(runId)?.Tasks)
            .Where(task => task.TaskKey is not null)
            .Select(task => new CompletionItem(task.TaskKey!, $"{RunOutcome.Of(task)}"))
        : OfJobs(context)
            .Where(task => task.TaskKey is not null)
            .GroupBy(task => task.TaskKey!, StringComparer.Ordinal)
            .Select(tasks => new CompletionItem(tasks.Key, TaskAction.Of(tasks.First()) ?? ""));

    private static IEnumerable<Models.Task> OfJobs(CompletionContext context) => context.JobId() is { } jobId
        ? context.Job(jobId)?.Settings?.Tasks ?? []
        : context.JobsWithTasks().SelectMany(job => job.Settings?.Tasks ?? []);
}
