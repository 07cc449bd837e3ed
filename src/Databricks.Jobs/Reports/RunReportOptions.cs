namespace Databricks.Jobs.Reports;

/// <summary>What to read for a report.</summary>
public sealed class RunReportOptions
{
    /// <summary>Whether to read the outputs of the tasks: one request for each task. The default is true.</summary>
    public bool IncludeOutput { get; set; } = true;

    /// <summary>How many of the latest runs of the job to read, up to 25. The default is 25; 0 reads none.</summary>
    public int RecentRuns { get; set; } = 25;

    /// <summary>The maximum number of concurrent requests. The default is 16.</summary>
    public int MaxParallel { get; set; } = 16;
}
