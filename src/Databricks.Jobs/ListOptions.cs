namespace Databricks.Jobs;

/// <summary>Which jobs to list, and how (jobs/list).</summary>
public sealed class ListJobsOptions
{
    /// <summary>Only jobs with exactly this name, which is not case-sensitive; null for all.</summary>
    public string? Name { get; set; }

    /// <summary>Whether to include tasks and job clusters, up to 100 of each job.</summary>
    public bool? ExpandTasks { get; set; }

    /// <summary>
    /// The page size, from 1 to 100 (API 2.1: to 25). Larger values mean the maximum. It does not limit the list.
    /// </summary>
    public int? Limit { get; set; }
}

/// <summary>Which runs to list, and how (jobs/runs/list).</summary>
public sealed class ListRunsOptions
{
    /// <summary>Only runs of this job; null for runs of all jobs and runs without a job.</summary>
    public long? JobId { get; set; }

    /// <summary>Only active runs. Cannot be combined with <see cref="CompletedOnly"/>.</summary>
    public bool? ActiveOnly { get; set; }

    /// <summary>Only runs that have ended. Cannot be combined with <see cref="ActiveOnly"/>.</summary>
    public bool? CompletedOnly { get; set; }

    /// <summary>Only runs of this type: JOB_RUN, WORKFLOW_RUN or SUBMIT_RUN; null for all.</summary>
    public string? RunType { get; set; }

    /// <summary>Whether to include tasks and job clusters, up to 100 of each run.</summary>
    public bool? ExpandTasks { get; set; }

    /// <summary>Only runs that started at this time or later.</summary>
    public DateTimeOffset? StartTimeFrom { get; set; }

    /// <summary>Only runs that started at this time or earlier.</summary>
    public DateTimeOffset? StartTimeTo { get; set; }

    /// <summary>The page size, from 1 to 25. Larger values mean 25. It does not limit the list.</summary>
    public int? Limit { get; set; }

    internal ListRunsOptions Copy() => (ListRunsOptions)MemberwiseClone();
}
