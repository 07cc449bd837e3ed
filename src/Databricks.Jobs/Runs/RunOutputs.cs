using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Reads the outputs of all tasks of a run.</summary>
public sealed class RunOutputs
{
    private readonly JobsClient _client;

    /// <summary>Creates a reader.</summary>
    public RunOutputs(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>
    /// Reads the output of the last attempt of each task (jobs/runs/get, jobs/runs/get-output), each task after those
    /// it depends on. A task that never ran is told without asking for its output.
    /// </summary>
    /// <param name="runId">The run's id; that of a task's run gives this task alone.</param>
    /// <param name="options">Which outputs; null for those of the tasks.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    public async IAsyncEnumerable<TaskOutput> ReadAllAsync(
        long runId,
        RunOutputOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new RunOutputOptions();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<TaskOutput>>();
        try
        {
            await foreach (TaskOutput output in FindAsync(runId, options, reading.Token).ConfigureAwait(false))
            {
                if (options.Filter?.Invoke(output) == false) continue;
                if (underWay.Count >= Math.Max(1, options.MaxParallel))
                    yield return await underWay.Dequeue().ConfigureAwait(false);
                underWay.Enqueue(FillAsync(output, reading.Token));
            }

            while (underWay.Count > 0) yield return await underWay.Dequeue().ConfigureAwait(false);
        }
        finally
        {
            if (underWay.Count > 0)
            {
                reading.Cancel();
                await Task.WhenAll(underWay).ObserveAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The tasks whose outputs there are to read, without the outputs.</summary>
    private async IAsyncEnumerable<TaskOutput> FindAsync(
        long runId,
        RunOutputOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Run run = await _client.GetRunAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (run.Tasks is not { Count: > 0 })
        {
            yield return OfRun(run, runId);
            yield break;
        }

        foreach (RunTask task in RunTasks.InGraphOrder(RunTasks.LastAttempts(run.Tasks)))
        {
            yield return OfTask(task, run.JobId, runId);
            if (!options.IncludeIterations || task.ForEachTask is null || task.RunId is not { } loopId) continue;
            Run loop = await _client.GetRunAsync(loopId, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (RunTask iteration in loop.Iterations ?? [])
                yield return OfTask(iteration, run.JobId, loopId);
        }
    }

    private static TaskOutput OfTask(RunTask task, long? jobId, long parentRunId)
    {
        RunOutcome outcome = RunOutcome.Of(task);
        bool ran = task.RunId is not null && !outcome.NeverRan && (outcome.IsFinished || task.StartTime is not null);
        return new TaskOutput
        {
            JobId = jobId,
            RunId = task.RunId,
            ParentRunId = parentRunId,
            TaskKey = task.TaskKey,
            AttemptNumber = task.AttemptNumber,
            Result = outcome.ToString(),
            Duration = ran ? RunDuration.Of(task) : null,
            Error = outcome.IsFinished && !outcome.IsSuccess && outcome.Message.Length > 0 ? outcome.Message : null,
            // A for-each task has no output of its own; its iterations have.
            HasOutput = ran && task.ForEachTask is null,
        };
    }

    private static TaskOutput OfRun(Run run, long runId)
    {
        RunOutcome outcome = RunOutcome.Of(run);
        return new TaskOutput
        {
            JobId = run.JobId,
            RunId = runId,
            ParentRunId = run.JobRunId,
            AttemptNumber = run.AttemptNumber,
            Result = outcome.ToString(),
            Duration = RunDuration.Of(run),
            Error = outcome.IsFinished && !outcome.IsSuccess && outcome.Message.Length > 0 ? outcome.Message : null,
            HasOutput = !outcome.NeverRan,
        };
    }

    private async Task<TaskOutput> FillAsync(TaskOutput task, CancellationToken cancellationToken)
    {
        if (!task.HasOutput) return task;
        try
        {
            RunOutput output =
                await _client.GetRunOutputAsync(task.RunId!.Value, cancellationToken).ConfigureAwait(false);
            task.Output = output;
            task.NotebookResult = output.NotebookOutput?.Result;
            task.Truncated = output.NotebookOutput?.Truncated ?? false;
            task.Logs = output.Logs;
            task.LogsTruncated = output.LogsTruncated ?? false;
            task.Error = output.Error ?? task.Error;
            task.ErrorTrace = output.ErrorTrace;
        }
        catch (JobsServiceException exception)
            when (exception.Kind is ServiceErrorKind.InvalidRequest or ServiceErrorKind.NotFound)
        {
            // Some kinds of task have no output; that of one task must not hide those of the others.
            task.Error ??= exception.ServiceMessage;
        }

        return task;
    }
}
