using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Reads the outputs of all tasks of a run.</summary>
internal sealed class TaskOutputReader(JobsClient client, RunOutputOptions options)
{
    private readonly JobsClient _client = client;
    private readonly RunOutputOptions _options = options;

    /// <summary>
    /// Reads the output of the last attempt of each task, several at a time, in the order of the graph.
    /// </summary>
    public async IAsyncEnumerable<TaskOutput> ReadAllAsync(
        long runId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Run run = await _client.GetRunAsync(runId, cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (TaskOutput output in ReadAllAsync(run, cancellationToken).ConfigureAwait(false))
        {
            yield return output;
        }
    }

    /// <summary>Reads the outputs of a run that was already read.</summary>
    public async IAsyncEnumerable<TaskOutput> ReadAllAsync(
        Run run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var inProgress = new Queue<Task<TaskOutput>>();
        try
        {
            await foreach (TaskOutput output in FindAsync(run, reading.Token).ConfigureAwait(false))
            {
                if (_options.Filter?.Invoke(output) == false) continue;
                if (inProgress.Count >= Math.Max(1, _options.MaxParallel))
                {
                    yield return await inProgress.Dequeue().ConfigureAwait(false);
                }

                inProgress.Enqueue(FillAsync(output, reading.Token));
            }

            while (inProgress.Count > 0) yield return await inProgress.Dequeue().ConfigureAwait(false);
        }
        finally
        {
            if (inProgress.Count > 0)
            {
                reading.Cancel();
                await Task.WhenAll(inProgress).ObserveAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether an error says nothing about the other tasks of the run.</summary>
    internal static bool IsOfOneTask(JobsException exception) =>
        exception is UnexpectedResponseException or (JobsServiceException and not UnauthenticatedException);

    /// <summary>The tasks whose outputs are to be read, without the outputs.</summary>
    private async IAsyncEnumerable<TaskOutput> FindAsync(
        Run run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long runId = run.RunId ?? 0;
        if (run.Tasks is not { Count: > 0 })
        {
            yield return OfRun(run, runId);
            yield break;
        }

        foreach (RunTask task in RunTasks.InGraphOrder(RunTasks.LastAttempts(run.Tasks)))
        {
            TaskOutput output = OfTask(task, run.JobId, runId);
            List<RunTask> iterations = _options.IncludeIterations && task is { ForEachTask: not null, RunId: not null }
                ? await ReadIterationsAsync(output, cancellationToken).ConfigureAwait(false)
                : [];
            yield return output;
            for (int i = 0; i < iterations.Count; i++)
            {
                TaskOutput iteration = OfTask(iterations[i], run.JobId, task.RunId!.Value);
                iteration.Iteration = i + 1;
                iteration.Input = IterationInput.Of(iterations[i]);
                yield return iteration;
            }
        }
    }

    private async Task<List<RunTask>> ReadIterationsAsync(TaskOutput loop, CancellationToken cancellationToken)
    {
        try
        {
            Run run = await _client
                .GetRunAsync(loop.RunId!.Value, includeResolvedValues: true, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return run.Iterations ?? [];
        }
        catch (JobsException exception) when (IsOfOneTask(exception))
        {
            loop.ReadError = exception;
            return [];
        }
    }

    /// <summary>What a run says of a task, without its output.</summary>
    internal static TaskOutput OfTask(RunTask task, long? jobId, long parentRunId)
    {
        var outcome = RunOutcome.Of(task);
        bool ran = task.RunId is not null && RunTasks.HasStarted(task);
        return new TaskOutput
        {
            JobId = jobId,
            RunId = task.RunId,
            ParentRunId = parentRunId,
            TaskKey = task.TaskKey,
            AttemptNumber = task.AttemptNumber,
            Result = outcome.Result ?? outcome.State,
            Duration = ran ? RunDuration.Of(task) : null,
            Error = outcome.IsFinished && !outcome.IsSuccess && outcome.Message.Length > 0 ? outcome.Message : null,
            // Only the iterations of a for-each task have outputs.
            HasOutput = ran && task.ForEachTask is null,
        };
    }

    private static TaskOutput OfRun(Run run, long runId)
    {
        var outcome = RunOutcome.Of(run);
        return new TaskOutput
        {
            JobId = run.JobId,
            RunId = runId,
            ParentRunId = run.JobRunId,
            AttemptNumber = run.AttemptNumber,
            Result = outcome.Result ?? outcome.State,
            Duration = RunDuration.Of(run),
            Error = outcome.IsFinished && !outcome.IsSuccess && outcome.Message.Length > 0 ? outcome.Message : null,
            HasOutput = !outcome.NeverRan,
        };
    }

    /// <summary>Adds an output to what a run says of its task.</summary>
    internal static void Fill(TaskOutput task, RunOutput output)
    {
        task.Output = output;
        task.NotebookResult = output.NotebookOutput?.Result;
        task.Truncated = output.NotebookOutput?.Truncated ?? false;
        task.Logs = output.Logs;
        task.LogsTruncated = output.LogsTruncated ?? false;
        task.Error = output.Error ?? task.Error;
        task.ErrorTrace = output.ErrorTrace;
    }

    private async Task<TaskOutput> FillAsync(TaskOutput task, CancellationToken cancellationToken)
    {
        if (!task.HasOutput) return task;
        try
        {
            RunOutput output =
                await _client.GetRunOutputAsync(task.RunId!.Value, cancellationToken).ConfigureAwait(false);
            Fill(task, output);
        }
        catch (JobsServiceException exception)
            when (exception.Kind is ServiceErrorKind.InvalidRequest or ServiceErrorKind.NotFound)
        {
            // Some types of task have no output. One such task must not hide the outputs of the others.
            task.Error ??= exception.ServiceMessage;
        }
        catch (JobsException exception) when (IsOfOneTask(exception))
        {
            task.ReadError = exception;
        }

        return task;
    }
}
