using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Exports the notebook tasks of runs as HTML pages.</summary>
internal static class ViewReader
{
    /// <summary>
    /// Exports the last attempt of each notebook task, one after the other in the order of the graph.
    /// </summary>
    public static async IAsyncEnumerable<ExportedView> ReadAsync(
        JobsClient client,
        long runId,
        string? viewsToExport,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Run run = await client.GetRunAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        JobsException? error = null;
        foreach (RunTask task in RunTasks.InGraphOrder(RunTasks.LastAttempts(run.Tasks)))
        {
            if (task.NotebookTask is null || task.RunId is not { } taskRunId || !RunTasks.HasStarted(task)) continue;
            ExportRunOutput? output = null;
            try
            {
                output = await client.ExportRunAsync(taskRunId, viewsToExport, cancellationToken).ConfigureAwait(false);
            }
            catch (JobsException exception) when (TaskOutputReader.IsOfOneTask(exception))
            {
                // It must not hide the views of the other tasks.
                error ??= exception;
            }

            foreach (ViewItem view in output?.Views ?? [])
            {
                yield return new ExportedView(view, task.TaskKey, taskRunId);
            }
        }

        if (error is not null) ExceptionDispatchInfo.Capture(error).Throw();
    }
}
