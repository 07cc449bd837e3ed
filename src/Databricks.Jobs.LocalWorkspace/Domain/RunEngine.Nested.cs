using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <content>Tasks that run other tasks: for-each and run-job.</content>
internal sealed partial class RunEngine
{
    private const int DefaultConcurrency = 20;

    private void BeginLoop(TaskAttempt attempt, RunForEachTask loop)
    {
        string text = DynamicValueResolver.Resolve(loop.Inputs, attempt);
        if (ReadInputs(text) is not { } inputs)
        {
            Complete(attempt, Termination.TaskFailed(
                $"The inputs of the for-each task are not a JSON array: {text}", "INVALID_RUN_CONFIGURATION"));
            return;
        }

        attempt.Inputs = inputs;
        if (inputs.Count == 0) Complete(attempt, Termination.Success);
        else AddIterations(attempt);
    }

    private void AddIterations(TaskAttempt attempt)
    {
        RunForEachTask loop = attempt.View.ForEachTask!;
        long room = (loop.Concurrency ?? DefaultConcurrency) - attempt.Iterations.Count(node => !node.IsDone);
        while (room-- > 0 && attempt.Iterations.Count < attempt.Inputs.Count)
        {
            int index = attempt.Iterations.Count;
            var node = new TaskNode(attempt.Node.Run, ModelCloner.Clone<RunTask>(loop.Task!))
            {
                Owner = attempt,
                Input = attempt.Inputs[index],
                EarlierAttempts = EarlierAttempts(attempt, index),
            };
            attempt.Iterations.Add(node);
            Begin(AddIterationAttempt(node));
        }
    }

    /// <summary>The attempts of an iteration before the current repair.</summary>
    private static int EarlierAttempts(TaskAttempt loop, int index) => loop.Node.Attempts
        .Where(attempt => attempt != loop && index < attempt.Iterations.Count)
        .Sum(attempt => attempt.Iterations[index].Attempts.Count);

    private TaskAttempt AddIterationAttempt(TaskNode node) => AddAttempt(
        node, new RunRound(0, events.Now) { PerformanceTarget = node.Owner!.Round.PerformanceTarget });

    private void IterationEnded(TaskAttempt loop)
    {
        if (loop.Phase != Phase.Running) return;
        AddIterations(loop);
        if (!loop.Iterations.TrueForAll(node => node.IsDone)) return;

        int failed = loop.Iterations.Count(node => !node.Current.Termination!.Succeeded);
        Complete(loop, failed == 0
            ? Termination.Success
            : Termination.TaskFailed($"{Text(failed)} of {Text(loop.Inputs.Count)} iterations failed"));
    }

    /// <summary>The items of a JSON array as JSON; null if the text is not a JSON array.</summary>
    private static List<string>? ReadInputs(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => item.GetRawText())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void BeginChild(TaskAttempt attempt, RunJobTask task)
    {
        if (findJob(task.JobId ?? 0) is not { } job)
        {
            Complete(attempt, Termination.TaskFailed($"Job {task.JobId} does not exist", "RESOURCE_NOT_FOUND"));
            return;
        }

        if (attempt.Node.Run.Depth >= MaxNesting)
        {
            Complete(attempt, Termination.TaskFailed(
                "The jobs start each other in an endless loop", "INVALID_RUN_CONFIGURATION"));
            return;
        }

        attempt.Child = Start(new RunRequest
        {
            Job = job,
            Settings = job.Settings,
            Creator = attempt.Node.Run.Creator,
            Trigger = nameof(TriggerType.RUN_JOB_TASK),
            Parent = attempt,
            Queues = job.Settings.Queue?.Enabled ?? false,
            JobParameters = attempt.Resolved?.RunJobTask?.JobParameters,
            Overriding = LegacyRunParameters.Of(task),
        });
    }

    private void ChildEnded(TaskAttempt attempt, JobRun child)
    {
        if (attempt.Phase != Phase.Running) return;
        Termination termination = child.Termination!;
        Complete(attempt, termination.Succeeded || termination.WasStopped
            ? termination with { Message = termination.Succeeded ? "" : termination.Message }
            : Termination.TaskFailed(
                $"Run {Text(child.RunId)} of job {Text(child.JobId)} ended with {termination.Result}"));
    }
}
