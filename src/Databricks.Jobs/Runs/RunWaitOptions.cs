namespace Databricks.Jobs.Runs;

/// <summary>How to wait for a run.</summary>
public sealed class RunWaitOptions
{
    /// <summary>
    /// The maximum duration of the wait; null for no limit. Time during which the machine sleeps does not count.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether to cancel the run when the wait times out.</summary>
    public bool StopOnTimeout { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as success.</summary>
    public bool AcceptSuccessWithFailures { get; set; }

    /// <summary>
    /// The ID of the repair to wait for, from the response of jobs/runs/repair; null for the latest repair.
    /// </summary>
    public long? RepairId { get; set; }

    /// <summary>
    /// In a wait for many runs, the IDs of the repairs to wait for, by the IDs of their runs; null for the latest
    /// repair of each.
    /// </summary>
    public IReadOnlyDictionary<long, long>? RepairIds { get; set; }

    /// <summary>
    /// Whether the run was just started. The service might not find it yet: until the first successful poll, responses
    /// that the run does not exist or cannot be viewed count as an outage, which lasts at most ten minutes.
    /// </summary>
    public bool IsNewRun { get; set; }

    /// <summary>
    /// Receives each failed attempt during an outage of the service, and once the end of the outage.
    /// </summary>
    public IProgress<ServiceOutage>? Outages { get; set; }
}
