using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The output of one task of a run.</summary>
public sealed class TaskOutput
{
    /// <summary>The ID of the job; null for a run without a job.</summary>
    public long? JobId { get; internal set; }

    /// <summary>The ID of the run of the task's last attempt; null if it had none.</summary>
    public long? RunId { get; internal set; }

    /// <summary>
    /// The ID of the run that contains the task: the job run or, for an iteration, the run of the for-each task.
    /// </summary>
    public long? ParentRunId { get; internal set; }

    /// <summary>The key of the task; null for a run without tasks.</summary>
    public string? TaskKey { get; internal set; }

    /// <summary>The position of the iteration in the service's list, from 1; null for a task that is not an
    /// iteration.</summary>
    public int? Iteration { get; internal set; }

    /// <summary>What distinguishes an iteration: the values of the references in its parameters, such as
    /// <c>day=2026-11-01</c>; null if there are none.</summary>
    public string? Input { get; internal set; }

    /// <summary>The number of the attempt, from 0.</summary>
    public long? AttemptNumber { get; internal set; }

    /// <summary>The result of the task, such as SUCCESS or UPSTREAM_FAILED, or its state if it has not ended.</summary>
    public string Result { get; internal set; } = "";

    /// <summary>The duration, including setup and cleanup; null if the task never ran.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>The return value of a notebook, up to its first 5 MB; null for other tasks.</summary>
    public string? NotebookResult { get; internal set; }

    /// <summary>Whether <see cref="NotebookResult"/> is truncated.</summary>
    public bool Truncated { get; internal set; }

    /// <summary>The output stream of the task, up to its last 5 MB; null if the service has none.</summary>
    public string? Logs { get; internal set; }

    /// <summary>Whether <see cref="Logs"/> are truncated.</summary>
    public bool LogsTruncated { get; internal set; }

    /// <summary>The error of the task, or the reason why its output cannot be read; null if there is none.</summary>
    public string? Error { get; internal set; }

    /// <summary>The stack trace of <see cref="Error"/>; null if there is none.</summary>
    public string? ErrorTrace { get; internal set; }

    /// <summary>The output as the service returned it; null if the task never ran.</summary>
    public RunOutput? Output { get; internal set; }

    internal JobsException? ReadError { get; set; }

    /// <summary>Whether there is an output to request.</summary>
    internal bool HasOutput { get; set; }

    /// <summary>
    /// Returns the error with which the service rejected the request for the output; null if there is none. The other
    /// properties then have what the run says of the task.
    /// </summary>
    public JobsException? GetReadError() => ReadError;

    /// <summary>Returns the task and its result.</summary>
    public override string ToString() => ScreenText.Line($"{TaskKey ?? $"{RunId}"}: {Result}");
}
