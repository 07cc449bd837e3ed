using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A task of a run, or an iteration of a for-each task, with all its attempts.</summary>
internal sealed class TaskNode(JobRun run, RunTask definition)
{
    public JobRun Run { get; } = run;

    /// <summary>The task with unresolved references.</summary>
    public RunTask Definition { get; } = definition;

    public string Key { get; } = definition.TaskKey!;

    public List<TaskDependency> Dependencies { get; } = definition.DependsOn ?? [];

    /// <summary>
    /// The attempt of the for-each task to which this iteration belongs; null for a task of the graph.
    /// </summary>
    public TaskAttempt? Owner { get; init; }

    /// <summary>The input of an iteration, as JSON; null for a task of the graph.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// The attempts of the same iteration in the original run and earlier repairs; 0 for a task of the graph.
    /// </summary>
    public int EarlierAttempts { get; init; }

    public List<TaskAttempt> Attempts { get; } = [];

    public TaskAttempt Current => Attempts[Attempts.Count - 1];

    public bool IsDone => Current.Phase == Phase.Ended;

    public int Retries { get; set; }
}

/// <summary>One attempt of a task, which has its own run ID.</summary>
internal sealed class TaskAttempt(TaskNode node, long runId, RunTask view)
{
    public TaskNode Node { get; } = node;

    public long RunId { get; } = runId;

    public int Number { get; } = node.Attempts.Count;

    /// <summary>The task as responses show it.</summary>
    public RunTask View { get; } = view;

    /// <summary>The resolved values; null before the attempt starts.</summary>
    public ResolvedValues? Resolved { get; set; }

    public Phase Phase { get; set; } = Phase.Blocked;

    public Termination? Termination { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? RunningSince { get; set; }

    public DateTimeOffset? ExecutionEnd { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public TaskScript? Script { get; set; }

    /// <summary>The outcome of a condition: <c>true</c> or <c>false</c>.</summary>
    public string? Outcome { get; set; }

    /// <summary>The run that a run-job task started.</summary>
    public JobRun? Child { get; set; }

    /// <summary>The iterations of a for-each task that have started.</summary>
    public List<TaskNode> Iterations { get; } = [];

    /// <summary>The inputs of a for-each task, as JSON.</summary>
    public IReadOnlyList<string> Inputs { get; set; } = [];

    /// <summary>The original run or the repair to which the attempt belongs.</summary>
    public required RunRound Round { get; init; }

    public bool IsInProgress => Phase is Phase.WaitingForRetry or Phase.Pending or Phase.Running;
}
