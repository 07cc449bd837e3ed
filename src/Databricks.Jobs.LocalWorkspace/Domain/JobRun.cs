using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The phases of a run and of an attempt, in their order.</summary>
internal enum Phase
{
    Queued,
    Blocked,
    WaitingForRetry,
    Pending,
    Running,
    Terminating,
    Ended,
}

/// <summary>A run of a job, or a one-time run that has no job.</summary>
internal sealed class JobRun
{
    public required long RunId { get; init; }

    /// <summary>The job; null for a one-time run.</summary>
    public StoredJob? Job { get; init; }

    /// <summary>The ID of the job. A one-time run has one too, but there is no job with this ID.</summary>
    public required long JobId { get; init; }

    public required string Name { get; init; }

    /// <summary>The settings when the run started. Later changes of the job do not affect them.</summary>
    public required JobSettings Settings { get; init; }

    public required string Creator { get; init; }

    public required string Trigger { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The attempt of the run-job task that started this run; null if there is none.</summary>
    public TaskAttempt? Parent { get; init; }

    public int Depth => Parent is null ? 0 : Parent.Node.Run.Depth + 1;

    public bool Queues { get; init; }

    public Phase Phase { get; set; } = Phase.Queued;

    public Termination? Termination { get; set; }

    /// <summary>How the run ends as soon as its active tasks have stopped; null if it is not stopping.</summary>
    public Termination? Stopping { get; set; }

    /// <summary>When the run left the queue; null while it is queued.</summary>
    public DateTimeOffset? Dequeued { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public List<TaskNode> Nodes { get; } = [];

    public Dictionary<string, TaskNode> ByKey { get; } = new(StringComparer.Ordinal);

    public List<JobParameter> Parameters { get; set; } = [];

    public RunParameters? Overriding { get; set; }

    /// <summary>The original run and its repairs, in order.</summary>
    public List<RunRound> Rounds { get; } = [];

    public bool IsActive => Phase != Phase.Ended;

    public IEnumerable<TaskAttempt> Attempts => Nodes.SelectMany(node => node.Attempts);
}

/// <summary>The original run or one of its repairs.</summary>
internal sealed class RunRound(long id, DateTimeOffset start)
{
    public long Id { get; } = id;

    public DateTimeOffset Start { get; } = start;

    /// <summary>The requested performance target of serverless tasks; null if there is none.</summary>
    public string? PerformanceTarget { get; init; }

    public DateTimeOffset? End { get; set; }

    public Termination? Termination { get; set; }

    public List<TaskAttempt> Attempts { get; } = [];
}
