using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Importing;

/// <summary>How definitions are imported.</summary>
public sealed class JobImportOptions
{
    /// <summary>The maximum number of jobs that are read or changed at the same time, from 1.</summary>
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The tags of jobs to remove unless a definition is for them: jobs that have all of these tags. A value
    /// that is null means any value. By default (null), no job is removed.</summary>
    public IReadOnlyDictionary<string, string?>? PruneTags { get; set; }

    /// <summary>The jobs as the caller knows them, from an earlier export or request. A job that differs from them is
    /// not changed. By default (null), jobs are changed whatever they are like.</summary>
    public IReadOnlyList<JobDefinition>? UnchangedSince { get; set; }
}
