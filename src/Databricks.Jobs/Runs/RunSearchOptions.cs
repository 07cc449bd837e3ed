using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Which runs to find. A run must meet all conditions.</summary>
public sealed class RunSearchOptions
{
    /// <summary>
    /// The filters that the service applies, and the page size. The page size is ignored with the other filters.
    /// </summary>
    public ListRunsOptions List { get; set; } = new();

    /// <summary>
    /// Only runs of these jobs, instead of <see cref="ListRunsOptions.JobId"/>; null for those of <see cref="List"/>.
    /// </summary>
    public IReadOnlyCollection<long>? JobIds { get; set; }

    /// <summary>Only runs in one of these states, such as RUNNING or QUEUED; null for all.</summary>
    public IReadOnlyCollection<string>? States { get; set; }

    /// <summary>Only runs with one of these results, such as FAILED or TIMEDOUT; null for all.</summary>
    public IReadOnlyCollection<string>? Results { get; set; }

    /// <summary>Only runs for which this returns true; null for all.</summary>
    public Func<BaseRun, bool>? Filter { get; set; }
}
