using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A wait for a run timed out.</summary>
public sealed class RunWaitTimeoutException : JobsException
{
    internal RunWaitTimeoutException(
        long runId,
        Run? run,
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
        Run = run;
        Timeout = options.Timeout.Value;
        WasStopped = options.StopOnTimeout && stopFailure is null;
        StopFailure = stopFailure;
    }

    /// <summary>The ID of the run.</summary>
    public long RunId { get; }

    /// <summary>The run as it was last read; null if it was never read.</summary>
    public Run? Run { get; }

    /// <summary>The maximum duration of the wait.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether a cancel request was sent, and accepted.</summary>
    public bool WasStopped { get; }

    /// <summary>The error of the cancel request; null if there is none.</summary>
    public JobsException? StopFailure { get; }

    private static string Describe(long runId, TimeSpan timeout, ServiceOutage? outage, JobsException? stopFailure)
    {
        string text = outage is null
            ? $"Run {runId} did not end within {timeout}."
            : $"Run {runId} was not observed to end within {timeout}. Since {outage.Since:u}, requests have failed: "
                + outage.Problem;
        return stopFailure is null ? text : $"{text} It could not be canceled: {stopFailure.Problem}";
    }

    private static string Advise(bool wasToStop, JobsException? stopFailure) => (wasToStop, stopFailure) switch
    {
        (false, _) => "The run continues. Wait again, or cancel it.",
        (true, null) => "The run is being canceled.",
        _ => "The run may continue. When the service responds again, check the run and cancel it.",
    };
}
