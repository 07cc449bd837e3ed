using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The progress of a wait for many runs.</summary>
public sealed class ManyRunsProgress
{
    internal ManyRunsProgress(int total, int ended, IReadOnlyList<Run> active, TimeSpan elapsed)
    {
        Total = total;
        Ended = ended;
        Active = active;
        Elapsed = elapsed;
    }

    /// <summary>The number of runs to wait for.</summary>
    public int Total { get; }

    /// <summary>The number of these runs that have ended.</summary>
    public int Ended { get; }

    /// <summary>The runs that have not ended, as they were last read, without those that were never read.</summary>
    public IReadOnlyList<Run> Active { get; }

    /// <summary>The duration of the wait so far.</summary>
    public TimeSpan Elapsed { get; }
}
