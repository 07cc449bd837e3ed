using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A run that was waited for did not succeed.</summary>
public sealed class RunFailedException : JobsException
{
    private const int MaxNamed = 10;
    private const string Canceled = nameof(RunResultState.CANCELED);

    internal RunFailedException(Run run, IReadOnlyList<FailedTask> failedTasks)
        : base(
            Describe(run, failedTasks),
            Advise(RunOutcome.Of(run)))
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

    /// <summary>Whether a repair of the run can succeed after the cause was corrected: tasks of it failed.</summary>
    internal bool IsRepairable => !Outcome.NeverRan && Outcome.Result != Canceled;

    private static string Advise(RunOutcome outcome) => outcome switch
    {
        { Result: "MAXIMUM_CONCURRENT_RUNS_REACHED" } =>
            "Wait until another run ends, or allow more concurrent runs or a queue. Then start the job again.",
        { NeverRan: true } => "The run did not start. Correct the cause, and start the job again.",
        { Result: Canceled } => "If the run is still needed, start the job again.",
        _ => "Read the outputs of the failed tasks, correct the cause, and repair the run.",
    };

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
