using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The result of waiting for one of many runs.</summary>
public sealed class RunWaitResult
{
    internal RunWaitResult(long runId, Run? run, JobsException? error)
    {
        RunId = runId;
        Run = run;
        Error = error;
    }

    /// <summary>The ID of the run.</summary>
    public long RunId { get; }

    /// <summary>
    /// The run after it ended, with its tasks. If there is an error, the run as it was last read, or null if it was
    /// never read.
    /// </summary>
    public Run? Run { get; }

    /// <summary>
    /// The error, if the run does not exist or cannot be read, or if the wait timed out; otherwise null.
    /// </summary>
    public JobsException? Error { get; }
}
