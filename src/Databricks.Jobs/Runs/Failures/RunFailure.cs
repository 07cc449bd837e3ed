using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Failures;

/// <summary>Why a run failed: the task that failed first and its error, and what that stopped.</summary>
public sealed class RunFailure
{
    private const int MaxNamed = 10;
    private const string Canceled = nameof(RunResultState.CANCELED);

    private RunFailure(Run run, IReadOnlyList<FailedTask> failedTasks)
    {
        Run = run;
        Outcome = RunOutcome.Of(run);
        FailedTasks = failedTasks;
        Blocked = FirstTask is null ? [] : DownstreamTasks.StoppedBy(FirstTask.TaskKey, run.Tasks ?? []);
    }

    /// <summary>The run.</summary>
    public Run Run { get; }

    /// <summary>How the run ended.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>The tasks that failed themselves, by the time of their failure, each with its last attempt.</summary>
    public IReadOnlyList<FailedTask> FailedTasks { get; }

    /// <summary>The task that failed first; null if no task failed, for example because the run did not start.
    /// </summary>
    public FailedTask? FirstTask => FailedTasks.Count > 0 ? FailedTasks[0] : null;

    /// <summary>The other tasks that failed themselves, by the time of their failure.</summary>
    public IReadOnlyList<FailedTask> OtherFailures => [.. FailedTasks.Skip(1)];

    /// <summary>What went wrong, in one line: the innermost cause of the first error. It can be empty.</summary>
    public string Cause => FirstTask?.Cause ?? CauseLine.Find(Outcome.Message, trace: null);

    /// <summary>The whole error of the first failed task, or the message of the run. It can be empty.</summary>
    public string Error => FirstTask?.Message ?? Outcome.Message;

    /// <summary>The stack trace of <see cref="Error"/>, without escape sequences; null if there is none.</summary>
    public string? Trace => FirstTask?.Trace;

    /// <summary>The keys of the tasks that did not run because the first task failed, in the order of the graph.
    /// </summary>
    public IReadOnlyList<string> Blocked { get; }

    /// <summary>Whether a repair of the run can succeed after the cause was corrected: tasks of it failed.</summary>
    public bool IsRepairable => Run.RunId is not null && !Outcome.NeverRan && Outcome.Result != Canceled;

    /// <summary>Describes the failure of a run from what is known of its failed tasks.</summary>
    /// <param name="run">A run that did not succeed, with its tasks.</param>
    /// <param name="failedTasks">The tasks that failed themselves, by the time of their failure.</param>
    public static RunFailure Read(Run run, IReadOnlyList<FailedTask> failedTasks)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        ArgumentChecks.NotNull(failedTasks, nameof(failedTasks));
        return new RunFailure(run, failedTasks);
    }

    /// <summary>The failure as sentences, safe to show, a line each: the run and its first failed task with the cause,
    /// the tasks that it stopped, and the other failed tasks. There is at least one line.</summary>
    public IReadOnlyList<string> ToLines()
    {
        string run = $"Run {Run.RunId} ended in {Outcome}";
        if (FirstTask is not { } first)
        {
            return [Sentence(Cause.Length == 0 ? run : $"{run}: {Cause}")];
        }

        string attempt = first.AttemptNumber is > 0 and { } number ? $" (attempt {number + 1})" : "";
        string task = $"Task {first.TaskKey} ended in {first.Result}{attempt}";
        var lines = new List<string> { Sentence($"{run}. {(Cause.Length == 0 ? task : $"{task}: {Cause}")}") };
        if (Blocked.Count > 0)
        {
            lines.Add(Sentence($"Tasks that did not run because of this: {Names(Blocked, ", ")}"));
        }

        if (FailedTasks.Count > 1)
        {
            lines.Add(Sentence($"Other failed tasks: {Names(OtherFailures, "; ")}"));
        }

        return lines;
    }

    /// <summary>Returns the lines of <see cref="ToLines"/>.</summary>
    public override string ToString() => string.Join("\n", ToLines());

    private static string Names<T>(IReadOnlyList<T> items, string separator)
    {
        string more = items.Count > MaxNamed ? $"{separator}and {items.Count - MaxNamed} more" : "";
        return string.Join(separator, items.Take(MaxNamed)) + more;
    }

    private static string Sentence(string text) =>
        ScreenText.Line(text[text.Length - 1] is '.' or '!' or '?' ? text : text + ".");
}
