namespace Databricks.Jobs.Runs;

/// <summary>How a wait for many runs stands.</summary>
public sealed class ManyRunsProgress
{
    internal ManyRunsProgress(int total, int ended, TimeSpan elapsed)
    {
        Total = total;
        Ended = ended;
        Elapsed = elapsed;
    }

    /// <summary>How many runs are waited for.</summary>
    public int Total { get; }

    /// <summary>How many of them have ended.</summary>
    public int Ended { get; }

    /// <summary>How long this has been waited.</summary>
    public TimeSpan Elapsed { get; }
}
