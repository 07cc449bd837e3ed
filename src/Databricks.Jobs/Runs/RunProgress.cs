using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The progress of a wait for one run.</summary>
public sealed class RunProgress
{
    internal RunProgress(Run run, RunOutcome outcome, int poll, TimeSpan elapsed)
    {
        Run = run;
        Outcome = outcome;
        Poll = poll;
        Elapsed = elapsed;
    }

    /// <summary>The run with all of its tasks, as it was just read.</summary>
    public Run Run { get; }

    /// <summary>The state or result of the run.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>The number of polls so far, from 1.</summary>
    public int Poll { get; }

    /// <summary>The duration of the wait so far.</summary>
    public TimeSpan Elapsed { get; }
}
