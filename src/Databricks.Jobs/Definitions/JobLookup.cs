using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Finds the one job that has a name.</summary>
public static class JobLookup
{
    /// <summary>Finds the job that has a name (jobs/list). Names are not case-sensitive.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="name">The complete name.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="JobLookupException">No job or several jobs have the name.</exception>
    public static async Task<BaseJob> FindOneAsync(
        this JobsClient client,
        string name,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        ArgumentChecks.NotNull(name, nameof(name));
        var found = new List<BaseJob>();
        await foreach (BaseJob job in client
            .ListAsync(new ListJobsOptions { Name = name }, cancellationToken)
            .ConfigureAwait(false))
        {
            found.Add(job);
        }

        return One(found, $"named '{name}'");
    }

    /// <param name="found">The jobs that were found.</param>
    /// <param name="wanted">The description of the wanted job, which follows "There is no job".</param>
    internal static BaseJob One(IReadOnlyList<BaseJob> found, string wanted) =>
        found.Count == 1 ? found[0] : throw new JobLookupException(found, wanted);
}

/// <summary>No job was found, or several jobs where one was needed.</summary>
public sealed class JobLookupException : JobsException
{
    private const int MaxNamed = 5;

    internal JobLookupException(IReadOnlyList<BaseJob> found, string wanted)
        : base(Describe(found, wanted), Advise(found)) => JobIds = [.. found.Select(job => job.JobId ?? 0)];

    /// <summary>The IDs of the jobs that were found; empty if there is no such job.</summary>
    public IReadOnlyList<long> JobIds { get; }

    private static string Describe(IReadOnlyList<BaseJob> found, string wanted)
    {
        if (found.Count == 0) return $"There is no job {wanted}.";
        string jobs = string.Join(", ", found.Take(MaxNamed));
        return $"{found.Count} jobs are {wanted}: {jobs}{(found.Count > MaxNamed ? " and others" : "")}.";
    }

    private static string Advise(IReadOnlyList<BaseJob> found) => found.Count == 0
        ? "Check the name, or list the jobs and search for a part of it."
        : "Use the ID of one of them.";
}
