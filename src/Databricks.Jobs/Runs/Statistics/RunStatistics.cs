namespace Databricks.Jobs.Runs.Statistics;

/// <summary>
/// What runs that have ended have in common. A percentile is interpolated between the two nearest values (definition 7
/// of Hyndman and Fan, which Excel has as PERCENTILE.INC), so the median of two values is their mean.
/// </summary>
public abstract class RunStatistics
{
    private protected RunStatistics()
    {
    }

    /// <summary>The ID of the job.</summary>
    public long JobId { get; internal set; }

    /// <summary>The name of the job; null if none is known.</summary>
    public string? JobName { get; internal set; }

    /// <summary>The number of runs that have ended, with any result.</summary>
    public int Runs { get; internal set; }

    /// <summary>The number of runs that succeeded.</summary>
    public int Succeeded { get; internal set; }

    /// <summary>The number of runs that ran and did not succeed, such as FAILED and TIMEDOUT, without canceled
    /// ones.</summary>
    public int Failed { get; internal set; }

    /// <summary>The number of runs that were canceled.</summary>
    public int Canceled { get; internal set; }

    /// <summary>The number of runs that never ran, such as SKIPPED and UPSTREAM_FAILED.</summary>
    public int Skipped { get; internal set; }

    /// <summary>
    /// The part of the runs that succeeded, from 0 to 1, without canceled and skipped ones; null if none is left.
    /// </summary>
    public double? SuccessRate => Succeeded + Failed == 0 ? null : (double)Succeeded / (Succeeded + Failed);

    /// <summary>The median of the durations of the runs that succeeded; null if none did.</summary>
    public TimeSpan? MedianDuration { get; internal set; }

    /// <summary>The 95th percentile of the durations of the runs that succeeded; null if none did.</summary>
    public TimeSpan? P95Duration { get; internal set; }

    /// <summary>The median of the time in the queue; null if none ran.</summary>
    public TimeSpan? MedianQueue { get; internal set; }

    /// <summary>The 95th percentile of the time in the queue; null if none ran.</summary>
    public TimeSpan? P95Queue { get; internal set; }

    /// <summary>
    /// The median of the time in which compute resources started; null if none ran. For a run, it is the time in which
    /// no task executed meanwhile.
    /// </summary>
    public TimeSpan? MedianSetup { get; internal set; }

    /// <summary>The 95th percentile of the time in which compute resources started; null if none ran.</summary>
    public TimeSpan? P95Setup { get; internal set; }

    /// <summary>
    /// By how much the median duration of the newer half of the runs that succeeded differs from that of the older
    /// half: 0.25 if they take 25 % longer. Of an odd number, the middle run belongs to neither half. Null if fewer
    /// than four runs succeeded.
    /// </summary>
    public double? Trend { get; internal set; }

    /// <summary>
    /// The sum of the durations of all attempts of tasks that failed, also if a later attempt succeeded. A run that
    /// failed without a failed task counts with its whole duration.
    /// </summary>
    public TimeSpan TimeLost { get; internal set; }
}
