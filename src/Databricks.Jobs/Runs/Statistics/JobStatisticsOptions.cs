namespace Databricks.Jobs.Runs.Statistics;

/// <summary>Which runs of a job to measure, and what counts as success.</summary>
public sealed class JobStatisticsOptions
{
    /// <summary>The number of runs, the newest first; null for all.</summary>
    public int? Last { get; set; }

    /// <summary>Only runs that started at this time or later; null for all.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as success.</summary>
    public bool AcceptSuccessWithFailures { get; set; }
}
