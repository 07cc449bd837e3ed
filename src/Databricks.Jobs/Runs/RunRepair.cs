using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Completes repair requests.</summary>
internal static class RunRepair
{
    /// <summary>
    /// Adds the tasks, the ID of the latest repair, which the service requires, and the parameters of the run.
    /// </summary>
    public static async Task<RepairRun> CreateAsync(
        JobsClient client,
        long runId,
        RepairRun repair,
        bool useJobDefaults,
        CancellationToken cancellationToken)
    {
        RepairRun request = repair.CopyTo(new RepairRun());
        request.RunId = runId;
        if (request.RerunTasks is null && request.RerunAllFailedTasks is null) request.RerunAllFailedTasks = true;
        if (request.LatestRepairId is not null && useJobDefaults) return request;
        Run run = await client
            .GetRunAsync(runId, includeHistory: true, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        request.LatestRepairId ??= RepairHistory.Latest(run)?.Id;
        if (!useJobDefaults) RunParameterCarrier.CarryOver(run, request);
        return request;
    }
}
