using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Completes and sends repair requests.</summary>
internal static class RunRepair
{
    /// <summary>Sends a repair, with the ID of the latest repair, which the service requires.</summary>
    public static async Task<RepairRunResponse> SendAsync(
        JobsClient client,
        long runId,
        RepairRun repair,
        CancellationToken cancellationToken)
    {
        RepairRun request = repair.CopyTo(new RepairRun());
        request.RunId = runId;
        if (request.RerunTasks is null && request.RerunAllFailedTasks is null) request.RerunAllFailedTasks = true;
        if (request.LatestRepairId is null)
        {
            Run run = await client
                .GetRunAsync(runId, includeHistory: true, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            request.LatestRepairId = RepairHistory.Latest(run)?.Id;
        }

        return await client.RepairRunAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
