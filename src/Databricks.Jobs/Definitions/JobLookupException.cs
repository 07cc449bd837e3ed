using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>No job was found, or several where exactly one was needed.</summary>
public sealed class JobLookupException : JobsException
{
    private const int MaxNamed = 5;

    internal JobLookupException(IReadOnlyList<BaseJob> found, string wanted)
        : base(Describe(found, wanted), Advise(found)) => JobIds = [.. found.Select(job => job.JobId ?? 0)];

    /// <summary>The IDs of the jobs that were found; empty if there are none.</summary>
    public IReadOnlyList<long> JobIds { get; }

    /// <summary>Returns the only job that was found.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="wanted">What was searched for, as it follows "There is no job".</param>
    /// <exception cref="JobLookupException">There is none, or more than one.</exception>
    internal static BaseJob Single(IReadOnlyList<BaseJob> found, string wanted) =>
        found.Count == 1 ? found[0] : throw new JobLookupException(found, wanted);

    private static string Describe(IReadOnlyList<BaseJob> found, string wanted)
    {
        if (found.Count == 0) return $"There is no job {wanted}.";
        string jobs = string.Join(", ", found.Take(MaxNamed));
        return $"{found.Count} jobs are {wanted}: {jobs}{(found.Count > MaxNamed ? " and others" : "")}.";
    }

    private static string Advise(IReadOnlyList<BaseJob> found) => found.Count == 0
        ? "List the jobs to find its name, or use its ID."
        : $"Use the ID of one of them, such as {found[0].JobId}.";
}
