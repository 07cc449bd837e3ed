using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>What one task of a run gave.</summary>
public sealed class TaskOutput
{
    /// <summary>The job's id; null for a run without a job.</summary>
    public long? JobId { get; internal set; }

    /// <summary>The id of the run of the task's last attempt; null if it had none.</summary>
    public long? RunId { get; internal set; }

    /// <summary>
    /// The id of the run that the task is part of: the job's, or for an iteration the for-each task's.
    /// </summary>
    public long? ParentRunId { get; internal set; }

    /// <summary>The task's key; null for a run that is not made of tasks.</summary>
    public string? TaskKey { get; internal set; }

    /// <summary>Which attempt it was, from 0.</summary>
    public long? AttemptNumber { get; internal set; }

    /// <summary>How the task ended, such as SUCCESS or UPSTREAM_FAILED, or how it stands if it has not ended.</summary>
    public string Result { get; internal set; } = "";

    /// <summary>How long it took, setup and cleanup included; null if it never ran.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>What a notebook returned, its first 5 MB; null for other tasks.</summary>
    public string? NotebookResult { get; internal set; }

    /// <summary>Whether <see cref="NotebookResult"/> was longer than what is kept.</summary>
    public bool Truncated { get; internal set; }

    /// <summary>What the task printed, the last 5 MB; null where the service keeps none.</summary>
    public string? Logs { get; internal set; }

    /// <summary>Whether <see cref="Logs"/> were longer than what is kept.</summary>
    public bool LogsTruncated { get; internal set; }

    /// <summary>Why the task failed, or why its output cannot be had; null if neither.</summary>
    public string? Error { get; internal set; }

    /// <summary>The stack trace of <see cref="Error"/>; null if there is none.</summary>
    public string? ErrorTrace { get; internal set; }

    /// <summary>The output as the service gave it; null if the task never ran.</summary>
    public RunOutput? Output { get; internal set; }

    /// <summary>Whether there is an output to ask for.</summary>
    internal bool HasOutput { get; set; }

    /// <summary>The task and how it ended.</summary>
    public override string ToString() => TaskKey is null ? $"{RunId}: {Result}" : $"{TaskKey}: {Result}";
}
