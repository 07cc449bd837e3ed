using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Several jobs were found where exactly one was needed.</summary>
public sealed class JobLookupException : JobsException
{
    private const int MaxNamed = 5;

    private JobLookupException(IReadOnlyList<BaseJob> found, string wanted)
        : base(Describe(found, wanted), $"Use the ID of one of them, such as {found[0].JobId}.") =>
        JobIds = [.. found.Select(job => job.JobId ?? 0)];

    /// <summary>The IDs of the jobs that were found.</summary>
    public IReadOnlyList<long> JobIds { get; }

    /// <summary>Returns the only job that was found.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="wanted">What was searched for, as it follows "There is no job".</param>
    /// <exception cref="JobNotFoundException">There is none.</exception>
    /// <exception cref="JobLookupException">There is more than one.</exception>
    internal static BaseJob Single(IReadOnlyList<BaseJob> found, string wanted) => found switch
    {
        [] => throw new JobNotFoundException(wanted),
        [var only] => only,
        _ => throw new JobLookupException(found, wanted),
    };

    private static string Describe(IReadOnlyList<BaseJob> found, string wanted)
    {
        string jobs = string.Join(", ", found.Take(MaxNamed).Select(Describe));
        return $"{found.Count} jobs are {wanted}: {jobs}{(found.Count > MaxNamed ? " and others" : "")}.";
    }

    // The names are often the same, so the creators tell the jobs apart.
    private static string? Describe(BaseJob job) => Phrase.Join(
        " created by ", $"{job}", string.IsNullOrWhiteSpace(job.CreatorUserName) ? null : job.CreatorUserName);
}
