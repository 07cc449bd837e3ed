namespace Databricks.Jobs;

/// <summary>The time given to wait for a run is up.</summary>
public sealed class RunWaitTimeoutException : JobsException
{
    internal RunWaitTimeoutException(long runId, TimeSpan timeout, bool wasStopped, Exception? innerException)
        : base(
            $"Run {runId} did not end within {timeout}.",
            wasStopped ? "It was asked to stop." : "It goes on: wait again with more time, or cancel it.",
            innerException)
    {
        RunId = runId;
        Timeout = timeout;
        WasStopped = wasStopped;
    }

    /// <summary>The run's id.</summary>
    public long RunId { get; }

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether the run was asked to stop.</summary>
    public bool WasStopped { get; }
}
