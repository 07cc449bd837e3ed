using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Ends a wait that timed out.</summary>
internal static class WaitTimeout
{
    /// <returns>The error of the timeout, even if the run could not be canceled.</returns>
    public static async Task<RunWaitTimeoutException> ExpireAsync(
        JobsClient client,
        long runId,
        Run? latest,
        RunWaitOptions options,
        ServiceOutage? outage,
        Exception? cause,
        CancellationToken cancellationToken)
    {
        JobsException? stopFailure = null;
        try
        {
            if (options.StopOnTimeout) await client.CancelRunAsync(runId, cancellationToken).ConfigureAwait(false);
        }
        catch (JobsException exception)
        {
            stopFailure = exception;
        }

        return new RunWaitTimeoutException(runId, latest, options, outage, stopFailure, cause);
    }
}
