using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Exports what the notebook tasks of runs show, as HTML pages.</summary>
public sealed class RunExport
{
    private readonly JobsClient _client;

    /// <summary>An export over a connection.</summary>
    public RunExport(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>
    /// Exports each notebook task's last attempt, one after the other in the order of the graph. Tasks of other kinds
    /// and tasks that never ran have nothing to show.
    /// </summary>
    /// <param name="runId">The id of a run or of a single task's run.</param>
    /// <param name="viewsToExport">CODE, DASHBOARDS or ALL; null for the service's default, CODE.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async IAsyncEnumerable<ExportedView> ReadAsync(
        long runId,
        string? viewsToExport = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Run run = await _client.GetRunAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (RunTask task in RunTasks.InGraphOrder(RunTasks.LastAttempts(run.Tasks)))
        {
            if (task.NotebookTask is null || task.RunId is not { } taskRunId || !HasRun(task)) continue;
            ExportRunOutput output = await _client
                .ExportRunAsync(taskRunId, viewsToExport, cancellationToken)
                .ConfigureAwait(false);
            foreach (ViewItem view in output.Views ?? [])
                yield return new ExportedView(view, task.TaskKey, taskRunId);
        }
    }

    private static bool HasRun(RunTask task)
    {
        RunOutcome outcome = RunOutcome.Of(task);
        return !outcome.NeverRan && (outcome.IsFinished || task.StartTime is not null);
    }
}
