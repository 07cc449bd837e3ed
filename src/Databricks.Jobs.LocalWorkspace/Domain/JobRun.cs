using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The stages of a run and of an attempt, in the order in which they are gone through.</summary>
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

    /// <summary>The id of the job; a one-time run has one too, although no job can be had for it.</summary>
    public required long JobId { get; init; }

    public required string Name { get; init; }

    /// <summary>The settings at the time of the start, which later changes of the job leave alone.</summary>
    public required JobSettings Settings { get; init; }

    public required string Creator { get; init; }

    public required string Trigger { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The attempt of a run-job task that started this run.</summary>
    public TaskAttempt? Parent { get; init; }

    public int Depth => Parent is null ? 0 : Parent.Node.Run.Depth + 1;

    public bool Queues { get; init; }

    public Phase Phase { get; set; } = Phase.Queued;

    public Termination? Termination { get; set; }

    /// <summary>How the run will end once what is still active has stopped.</summary>
    public Termination? Stopping { get; set; }

    public DateTimeOffset? Left { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    public List<TaskNode> Nodes { get; } = [];

    public Dictionary<string, TaskNode> ByKey { get; } = new(StringComparer.Ordinal);

    public List<JobParameter> Parameters { get; set; } = [];

    public RunParameters? Overriding { get; set; }

    /// <summary>The original run and the repairs, in order.</summary>
    public List<RunRound> Rounds { get; } = [];

    public bool IsActive => Phase != Phase.Ended;

    public IEnumerable<TaskAttempt> Attempts => Nodes.SelectMany(node => node.Attempts);
}

/// <summary>One go at a run: the original one or a repair.</summary>
internal sealed class RunRound(long id, DateTimeOffset start)
{
    public long Id { get; } = id;

    public DateTimeOffset Start { get; } = start;

    public DateTimeOffset? End { get; set; }

    public Termination? Termination { get; set; }

    public List<TaskAttempt> Attempts { get; } = [];
}
