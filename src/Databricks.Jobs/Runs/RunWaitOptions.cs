namespace Databricks.Jobs.Runs;

/// <summary>How to wait for a run.</summary>
public sealed class RunWaitOptions
{
    /// <summary>
    /// How long to wait; null for as long as it takes. Time in which the machine sleeps does not count.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Whether to cancel the run when the time is up.</summary>
    public bool StopOnTimeout { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as a success.</summary>
    public bool AcceptSuccessWithFailures { get; set; }

    /// <summary>
    /// The repair to wait for, as jobs/runs/repair answered; null for the latest that the service tells.
    /// </summary>
    public long? RepairId { get; set; }

    /// <summary>
    /// Is told at each attempt that the service does not answer as it should, and once when it does again.
    /// </summary>
    public IProgress<ServiceOutage>? Outages { get; set; }
}
