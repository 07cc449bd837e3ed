namespace Databricks.Jobs;

/// <summary>Which jobs a list has, and how (jobs/list).</summary>
public sealed class ListJobsOptions
{
    /// <summary>Only jobs of exactly this name, in whatever case; null for all.</summary>
    public string? Name { get; set; }

    /// <summary>Whether to tell tasks and job clusters as well, the first 100 of each job.</summary>
    public bool? ExpandTasks { get; set; }

    /// <summary>
    /// How many jobs a page has, 1 to 100 (2.1: to 25); more is taken as the most. It does not limit the list.
    /// </summary>
    public int? Limit { get; set; }
}

/// <summary>Which runs a list has, and how (jobs/runs/list).</summary>
public sealed class ListRunsOptions
{
    /// <summary>Only runs of this job; null for all jobs.</summary>
    public long? JobId { get; set; }

    /// <summary>Only runs that are not finished. Not together with <see cref="CompletedOnly"/>.</summary>
    public bool? ActiveOnly { get; set; }

    /// <summary>Only runs that are finished. Not together with <see cref="ActiveOnly"/>.</summary>
    public bool? CompletedOnly { get; set; }

    /// <summary>Only runs of this type: JOB_RUN, WORKFLOW_RUN or SUBMIT_RUN; null for all.</summary>
    public string? RunType { get; set; }

    /// <summary>Whether to tell tasks and job clusters as well, the first 100 of each run.</summary>
    public bool? ExpandTasks { get; set; }

    /// <summary>Only runs that started at this time or later.</summary>
    public DateTimeOffset? StartTimeFrom { get; set; }

    /// <summary>Only runs that started at this time or earlier.</summary>
    public DateTimeOffset? StartTimeTo { get; set; }

    /// <summary>How many runs a page has, 1 to 25; more is taken as the most. It does not limit the list.</summary>
    public int? Limit { get; set; }
}
