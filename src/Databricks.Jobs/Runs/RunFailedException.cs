using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.Runs;

/// <summary>A run that was waited for did not succeed.</summary>
public sealed class RunFailedException : JobsException
{
    internal RunFailedException(RunFailure failure)
        : base($"{failure}", Advise(failure)) => Failure = failure;

    /// <summary>Why the run failed.</summary>
    public RunFailure Failure { get; }

    /// <summary>The run after it ended.</summary>
    public Run Run => Failure.Run;

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome => Failure.Outcome;

    /// <summary>The tasks that made the run fail, by the time of their failure, each with its last attempt.</summary>
    public IReadOnlyList<FailedTask> FailedTasks => Failure.FailedTasks;

    private static string Advise(RunFailure failure) => failure switch
    {
        { Outcome.Result: "MAXIMUM_CONCURRENT_RUNS_REACHED" } =>
            "Wait until another run ends, or allow more concurrent runs or a queue. Then start the job again.",
        { Outcome.NeverRan: true } => "The run did not start. Correct the cause, and start the job again.",
        { IsRepairable: false } => "If the run is still needed, start the job again.",
        _ => "Read the outputs of the failed tasks, correct the cause, and repair the run.",
    };
}
