using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Which runs are looked for. Everything that is given must be so.</summary>
public sealed class RunSearchOptions
{
    /// <summary>Only runs of these jobs; null for all jobs.</summary>
    public IReadOnlyCollection<long>? JobIds { get; set; }

    /// <summary>Only runs that stand so, such as RUNNING or QUEUED; null for all.</summary>
    public IReadOnlyCollection<string>? States { get; set; }

    /// <summary>Only runs that ended so, such as FAILED or TIMEDOUT; null for all.</summary>
    public IReadOnlyCollection<string>? Results { get; set; }

    /// <summary>Only runs that this takes; null for all.</summary>
    public Func<BaseRun, bool>? Filter { get; set; }

    /// <summary>Only runs that have not ended.</summary>
    public bool Active { get; set; }

    /// <summary>Only runs that have ended.</summary>
    public bool Completed { get; set; }

    /// <summary>Only runs of this type: JOB_RUN, WORKFLOW_RUN or SUBMIT_RUN; null for all.</summary>
    public string? RunType { get; set; }

    /// <summary>Only runs that started at this time or later.</summary>
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>Only runs that started at this time or earlier.</summary>
    public DateTimeOffset? StartedBefore { get; set; }

    /// <summary>Whether to tell tasks and job clusters as well, the first 100 of each run.</summary>
    public bool ExpandTasks { get; set; }

    /// <summary>How many runs are wanted, if that is known: no page is larger. It does not limit the list.</summary>
    public int? Wanted { get; set; }

    /// <summary>Whether runs must be looked at here, because the service cannot tell them apart.</summary>
    internal bool IsLocal => Filter is not null || Results is not null || States is not null;
}
