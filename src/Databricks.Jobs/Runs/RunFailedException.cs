using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A run that was waited for did not succeed.</summary>
public sealed class RunFailedException : JobsException
{
    private const int MaxNamed = 10;

    internal RunFailedException(Run run, IReadOnlyList<FailedTask> failedTasks)
        : base(
            Describe(run, failedTasks),
            "Read the outputs of the failed tasks, correct the cause, and repair the run.")
    {
        Run = run;
        FailedTasks = failedTasks;
        Outcome = RunOutcome.Of(run);
    }

    /// <summary>The run after it ended.</summary>
    public Run Run { get; }

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>The tasks that made the run fail, each with its last attempt.</summary>
    public IReadOnlyList<FailedTask> FailedTasks { get; }

    private static string Describe(Run run, IReadOnlyList<FailedTask> failedTasks)
    {
        RunOutcome outcome = RunOutcome.Of(run);
        string text = $"Run {run.RunId} ended in {outcome}";
        // The message of the run would only repeat that of one of its tasks.
        if (failedTasks.Count == 0)
        {
            return AsSentence(outcome.Message.Length == 0 ? text : $"{text}: {outcome.Message}");
        }

        string tasks = string.Join("; ", failedTasks.Take(MaxNamed));
        string more = failedTasks.Count > MaxNamed ? $"; and {failedTasks.Count - MaxNamed} more" : "";
        return AsSentence($"{text}. Failed tasks: {tasks}{more}");
    }

    private static string AsSentence(string text) => text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".";
}
