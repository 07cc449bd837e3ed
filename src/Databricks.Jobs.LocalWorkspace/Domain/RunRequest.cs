using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The parameters of a new run.</summary>
internal sealed class RunRequest
{
    /// <summary>The job; null for a one-time run.</summary>
    public StoredJob? Job { get; init; }

    public required JobSettings Settings { get; init; }

    public required string Creator { get; init; }

    public string Trigger { get; init; } = nameof(TriggerType.ONE_TIME);

    public TaskAttempt? Parent { get; init; }

    public bool Queues { get; init; }

    public Dictionary<string, string>? JobParameters { get; init; }

    public RunParameters? Overriding { get; init; }

    /// <summary>The performance target of this run; that of the settings if null.</summary>
    public string? PerformanceTarget { get; init; }

    /// <summary>The keys of the tasks to run; all tasks if null.</summary>
    public HashSet<string>? Only { get; init; }
}
