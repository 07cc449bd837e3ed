namespace Databricks.Jobs.Runs;

/// <summary>Ends a wait whose time is up.</summary>
internal static class WaitTimeout
{
    /// <returns>The error of it. A run that could not be stopped does not hide that the time is up.</returns>
    public static async Task<RunWaitTimeoutException> ExpireAsync(
        JobsClient client,
        long runId,
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

        return new RunWaitTimeoutException(runId, options, outage, stopFailure, cause);
    }
}
