using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>How the wait for one of many runs came to its end.</summary>
public sealed class RunWaitResult
{
    internal RunWaitResult(long runId, Run? run, JobsException? error)
    {
        RunId = runId;
        Run = run;
        Error = error;
    }

    /// <summary>The run's id.</summary>
    public long RunId { get; }

    /// <summary>The run as it ended, with its tasks; null where <see cref="Error"/> says why it is not known.</summary>
    public Run? Run { get; }

    /// <summary>Why the run's ending is not known: it does not exist, may not be seen, or took too long.</summary>
    public JobsException? Error { get; }
}
