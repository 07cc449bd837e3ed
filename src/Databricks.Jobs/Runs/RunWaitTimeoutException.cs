namespace Databricks.Jobs.Runs;

/// <summary>The time given to wait for a run is up.</summary>
public sealed class RunWaitTimeoutException : JobsException
{
    internal RunWaitTimeoutException(
        long runId,
        RunWaitOptions options,
        ServiceOutage? outage,
        JobsException? stopFailure,
        Exception? innerException)
        : base(
            Describe(runId, options.Timeout!.Value, outage, stopFailure),
            Advise(options.StopOnTimeout, stopFailure),
            stopFailure ?? innerException)
    {
        RunId = runId;
        Timeout = options.Timeout.Value;
        WasStopped = options.StopOnTimeout && stopFailure is null;
    }

    /// <summary>The run's id.</summary>
    public long RunId { get; }

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether the run was asked to stop.</summary>
    public bool WasStopped { get; }

    private static string Describe(long runId, TimeSpan timeout, ServiceOutage? outage, JobsException? stopFailure)
    {
        string text = outage is null
            ? $"Run {runId} did not end within {timeout}."
            : $"Run {runId} was not seen to end within {timeout}. The service has not answered as it should since "
                + $"{outage.Since:u}: {outage.Problem}";
        return stopFailure is null ? text : $"{text} It could not be stopped: {stopFailure.Problem}";
    }

    private static string Advise(bool wasToStop, JobsException? stopFailure) => (wasToStop, stopFailure) switch
    {
        (false, _) => "It goes on: wait again with more time, or cancel it.",
        (true, null) => "It was asked to stop.",
        _ => "It may go on: look at it when the service answers again, and cancel it.",
    };
}
