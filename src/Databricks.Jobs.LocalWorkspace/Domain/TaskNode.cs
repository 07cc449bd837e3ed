using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A task of a run, or an iteration of a for-each task, with all its attempts.</summary>
internal sealed class TaskNode(JobRun run, RunTask definition)
{
    public JobRun Run { get; } = run;

    /// <summary>What the task is to do, with nothing resolved.</summary>
    public RunTask Definition { get; } = definition;

    public string Key { get; } = definition.TaskKey!;

    public List<TaskDependency> Dependencies { get; } = definition.DependsOn ?? [];

    /// <summary>The attempt of the for-each task that this is an iteration of.</summary>
    public TaskAttempt? Owner { get; init; }

    /// <summary>The input of an iteration, as JSON.</summary>
    public string? Input { get; init; }

    public List<TaskAttempt> Attempts { get; } = [];

    public TaskAttempt Current => Attempts[Attempts.Count - 1];

    public bool IsDone => Current.Phase == Phase.Ended;

    public int Retries { get; set; }
}

/// <summary>One attempt of a task, which has a run id of its own.</summary>
internal sealed class TaskAttempt(TaskNode node, long runId, RunTask view)
{
    public TaskNode Node { get; } = node;

    public long RunId { get; } = runId;

    public int Number { get; } = node.Attempts.Count;

    /// <summary>The task as answers show it; values are resolved when it starts.</summary>
    public RunTask View { get; } = view;

    public ResolvedValues? Resolved { get; set; }

    public Phase Phase { get; set; } = Phase.Blocked;

    public Termination? Termination { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? RunningSince { get; set; }

    public DateTimeOffset? ExecutionEnd { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public TaskScript? Script { get; set; }

    /// <summary>The outcome of a condition: true or false.</summary>
    public string? Outcome { get; set; }

    /// <summary>The run that a run-job task started.</summary>
    public JobRun? Child { get; set; }

    /// <summary>The iterations of a for-each task that have been started.</summary>
    public List<TaskNode> Iterations { get; } = [];

    /// <summary>The inputs of a for-each task, as JSON.</summary>
    public IReadOnlyList<string> Inputs { get; set; } = [];

    /// <summary>What the task waits in: its repair or the original run.</summary>
    public required RunRound Round { get; init; }

    public bool IsUnderWay => Phase is Phase.WaitingForRetry or Phase.Pending or Phase.Running;
}
