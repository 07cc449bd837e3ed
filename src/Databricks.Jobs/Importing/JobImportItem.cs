using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Importing;

/// <summary>What an import does with one job, and what came of it.</summary>
public sealed record JobImportItem
{
    internal JobImportItem()
    {
    }

    /// <summary>The name of the job; null for a job without a name.</summary>
    public string? Name { get; internal init; }

    /// <summary>The ID of the job; null if the job is not created yet.</summary>
    public long? JobId { get; internal init; }

    /// <summary>What happens to the job.</summary>
    public JobImportAction Action { get; internal init; }

    /// <summary>Whether it has happened.</summary>
    public JobImportStatus Status { get; internal init; }

    /// <summary>What becomes different, as <see cref="JobComparer"/> finds it; empty for a job that is unchanged or
    /// removed.</summary>
    public IReadOnlyList<JobDifference> Change { get; internal init; } = [];

    /// <summary>Where the definition is; null for a job that is removed, and for a definition that is not from a file
    /// or text.</summary>
    public SourceLocation? Source { get; internal init; }

    /// <summary>Why the job is not as its definition says; null unless <see cref="Status"/> is
    /// <see cref="JobImportStatus.Failed"/>.</summary>
    public JobsException? Error { get; internal init; }

    /// <summary>The definition; null for a job that is removed.</summary>
    internal JobDefinition? Definition { get; init; }

    /// <summary>The job as it was when the plan was made; null for a new job.</summary>
    internal ExistingJob? Current { get; init; }

    /// <summary>Whether something is left to send.</summary>
    internal bool IsPending => Status == JobImportStatus.Planned && Action != JobImportAction.Unchanged;

    /// <summary>Returns text such as <c>Update nightly (job 123)</c>, which is safe to show.</summary>
    public override string ToString() => $"{Action} {Describe()}";

    internal string Describe() => Phrase.Numbered(Name, "job", JobId) ?? "Untitled";

    internal JobImportItem Succeed(long? jobId) => this with { Status = JobImportStatus.Succeeded, JobId = jobId };

    internal JobImportItem Fail(JobsException error) => this with { Status = JobImportStatus.Failed, Error = error };

    internal JobImportItem Skip() => this with { Status = JobImportStatus.Skipped };
}
