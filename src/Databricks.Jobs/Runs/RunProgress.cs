using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>How a run stands that is waited for.</summary>
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

    /// <summary>How the run stands.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>How often the service has been asked, from 1.</summary>
    public int Poll { get; }

    /// <summary>How long this has been waited.</summary>
    public TimeSpan Elapsed { get; }
}
