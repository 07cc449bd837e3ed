namespace Databricks.Jobs.Importing;

/// <summary>How far an import is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">The number of jobs for which it is done.</param>
/// <param name="Total">The number of all jobs for which it has to be done.</param>
public sealed record JobImportProgress(JobImportStep Step, int Done, int Total)
{
    /// <summary>The result for one job; null while jobs are read.</summary>
    public JobImportItem? Item { get; init; }
}

/// <summary>The steps of an import.</summary>
public enum JobImportStep
{
    /// <summary>The jobs of the workspace are read and compared.</summary>
    Reading,

    /// <summary>Jobs are created, changed and removed.</summary>
    Writing,
}
