using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Failures;

/// <summary>Finds the tasks that made a run fail, and their errors.</summary>
internal sealed class FailedTaskReader(JobsClient client)
{
    // A thousand failed tasks have few causes, and reading the outputs of all would delay the error.
    private const int MaxOutputs = 20;

    private readonly JobsClient _client = client;

    /// <summary>Reads the failed tasks of a run, by the time of their failure. The first one is read with its trace.
    /// </summary>
    public async Task<IReadOnlyList<FailedTask>> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        List<RunTask> failed = Select(RunTasks.LastAttempts(run.Tasks));
        Task<FailedTask>[] reads = [.. failed.Select((task, index) =>
            DescribeAsync(task, isFirst: index == 0, mayRead: index < MaxOutputs, cancellationToken))];
        return await Task.WhenAll(reads).ConfigureAwait(false);
    }

    /// <summary>The tasks that failed themselves or, if there are none, those that did not succeed.</summary>
    private static List<RunTask> Select(List<RunTask> tasks)
    {
        List<(RunTask Task, RunOutcome Outcome)> bad =
        [
            .. tasks
                .Select(static task => (Task: task, Outcome: RunOutcome.Of(task)))
                .Where(static pair => pair.Outcome.IsFinished && !pair.Outcome.Succeeded(true))
                .Where(static pair => pair.Outcome.Result is not ("EXCLUDED" or "DISABLED"))
                // Tasks are also canceled because another one failed.
                .OrderBy(static pair => pair.Outcome.Result == nameof(RunResultState.CANCELED))
                .ThenBy(static pair => pair.Task.EndTime ?? DateTimeOffset.MaxValue),
        ];
        List<RunTask> causes = [.. bad.Where(static pair => !pair.Outcome.NeverRan).Select(static pair => pair.Task)];
        return causes.Count > 0 ? causes : [.. bad.Select(static pair => pair.Task)];
    }

    private async Task<FailedTask> DescribeAsync(
        RunTask task,
        bool isFirst,
        bool mayRead,
        CancellationToken cancellationToken)
    {
        var outcome = RunOutcome.Of(task);
        string message = outcome.Message;
        RunOutput? output = mayRead && !outcome.NeverRan && (isFirst || IsUninformative(message))
            ? await ReadOutputAsync(task, cancellationToken).ConfigureAwait(false)
            : null;
        if (!string.IsNullOrWhiteSpace(output?.Error))
        {
            message = output!.Error!.Trim();
        }

        string? trace = output?.ErrorTrace is { } text && !string.IsNullOrWhiteSpace(text)
            ? TerminalCodes.Remove(text).Trim()
            : null;
        string? logged = task.DbtTask is not null || (IsUninformative(message) && trace is null)
            ? CauseLine.FindInLog(output?.Logs)
            : null;
        return new FailedTask(task.TaskKey ?? "", task.RunId, outcome.Result ?? outcome.State, message)
        {
            AttemptNumber = task.AttemptNumber,
            Trace = trace,
            Cause = logged ?? CauseLine.Find(message, trace),
        };
    }

    private static bool IsUninformative(string message) =>
        message.Length == 0 || message.ContainsIgnoreCase("see run output");

    /// <summary>Reads the output of a task or, of a for-each task, that of the iteration that failed first; null if it
    /// cannot be read.</summary>
    private async Task<RunOutput?> ReadOutputAsync(RunTask task, CancellationToken cancellationToken)
    {
        if (task.RunId is not { } runId)
        {
            return null;
        }

        try
        {
            if (task.ForEachTask is not null)
            {
                Run loop = await _client.GetRunAsync(runId, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                return Select(loop.Iterations ?? []) is [{ ForEachTask: null } iteration, ..]
                    ? await ReadOutputAsync(iteration, cancellationToken).ConfigureAwait(false)
                    : null;
            }

            return await _client.GetRunOutputAsync(runId, cancellationToken).ConfigureAwait(false);
        }
        catch (JobsException)
        {
            // The failure of the run is what must be reported, even without its message.
            return null;
        }
    }
}
