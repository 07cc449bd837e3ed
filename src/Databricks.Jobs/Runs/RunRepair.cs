using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Repairs runs, and finds out itself what the service wants to be told for it.</summary>
public sealed class RunRepair
{
    private readonly JobsClient _client;

    /// <summary>Creates a repairer.</summary>
    public RunRepair(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>
    /// Runs tasks of a finished run again (jobs/runs/repair): all failed ones, unless told which. The id of the latest
    /// repair is looked up where it is not given. Parameters are not taken over from the run: give them again.
    /// Wait for it with <see cref="RunWaitOptions.RepairId"/>.
    /// </summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="repair">Which tasks, and with which parameters; null for all failed ones, with none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<RepairRunResponse> RepairAsync(
        long runId,
        RepairRun? repair = null,
        CancellationToken cancellationToken = default)
    {
        RepairRun request = repair is null ? new RepairRun() : repair.CopyTo(new RepairRun());
        request.RunId = runId;
        if (request.RerunTasks is null && request.RerunAllFailedTasks is null) request.RerunAllFailedTasks = true;
        if (request.LatestRepairId is null)
        {
            Run run = await _client
                .GetRunAsync(runId, includeHistory: true, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            request.LatestRepairId = RepairHistory.Latest(run)?.Id;
        }

        return await _client.RepairRunAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
