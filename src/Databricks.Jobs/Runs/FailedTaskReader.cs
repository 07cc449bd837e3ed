using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Finds the tasks that made a run fail, and their errors.</summary>
internal sealed class FailedTaskReader(JobsClient client)
{
    // A thousand failed tasks have few causes, and reading the outputs of all would delay the error.
    private const int MaxOutputs = 20;

    private readonly JobsClient _client = client;

    public async Task<IReadOnlyList<FailedTask>> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        List<RunTask> failed = Select(RunTasks.LastAttempts(run.Tasks));
        Task<FailedTask>[] reads = [.. failed.Select((task, index) =>
            DescribeAsync(task, mayFetch: index < MaxOutputs, cancellationToken))];
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
                .Where(static pair => pair.Outcome.Result is not ("EXCLUDED" or "DISABLED")),
        ];
        List<RunTask> causes = [.. bad.Where(static pair => !pair.Outcome.NeverRan).Select(static pair => pair.Task)];
        return causes.Count > 0 ? causes : [.. bad.Select(static pair => pair.Task)];
    }

    private async Task<FailedTask> DescribeAsync(RunTask task, bool mayFetch, CancellationToken cancellationToken)
    {
        var outcome = RunOutcome.Of(task);
        string message = outcome.Message;
        if (mayFetch && task.RunId is { } runId && !outcome.NeverRan && IsUninformative(message))
            message = await ReadErrorAsync(runId, cancellationToken).ConfigureAwait(false) ?? message;
        return new FailedTask(task.TaskKey ?? "", task.RunId, outcome.Result ?? outcome.State, message);
    }

    private static bool IsUninformative(string message) =>
        message.Length == 0 || message.ContainsIgnoreCase("see run output");

    private async Task<string?> ReadErrorAsync(long runId, CancellationToken cancellationToken)
    {
        try
        {
            RunOutput output = await _client.GetRunOutputAsync(runId, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(output.Error) ? null : output.Error!.Trim();
        }
        catch (JobsException)
        {
            // The failure of the run is what must be reported, even without its message.
            return null;
        }
    }
}
