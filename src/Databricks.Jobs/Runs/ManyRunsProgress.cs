namespace Databricks.Jobs.Runs;

/// <summary>The progress of a wait for many runs.</summary>
public sealed class ManyRunsProgress
{
    internal ManyRunsProgress(int total, int ended, TimeSpan elapsed)
    {
        Total = total;
        Ended = ended;
        Elapsed = elapsed;
    }

    /// <summary>The number of runs to wait for.</summary>
    public int Total { get; }

    /// <summary>The number of these runs that have ended.</summary>
    public int Ended { get; }

    /// <summary>The duration of the wait so far.</summary>
    public TimeSpan Elapsed { get; }
}
