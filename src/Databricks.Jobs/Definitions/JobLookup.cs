using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Finds the one job that a name means.</summary>
public static class JobLookup
{
    /// <summary>Finds the job of a name, in whatever case (jobs/list).</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="name">The whole name.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="JobLookupException">There is none, or more than one.</exception>
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

    /// <param name="found">What was found.</param>
    /// <param name="wanted">What was looked for, to go on after "There is no job".</param>
    internal static BaseJob One(IReadOnlyList<BaseJob> found, string wanted) =>
        found.Count == 1 ? found[0] : throw new JobLookupException(found, wanted);
}

/// <summary>There is no such job, or more than one where one was needed.</summary>
public sealed class JobLookupException : JobsException
{
    private const int MaxNamed = 5;

    internal JobLookupException(IReadOnlyList<BaseJob> found, string wanted)
        : base(Describe(found, wanted), Advise(found)) => JobIds = [.. found.Select(job => job.JobId ?? 0)];

    /// <summary>The jobs among which to choose; none if there is no such job.</summary>
    public IReadOnlyList<long> JobIds { get; }

    private static string Describe(IReadOnlyList<BaseJob> found, string wanted)
    {
        if (found.Count == 0) return $"There is no job {wanted}.";
        string jobs = string.Join(", ", found.Take(MaxNamed));
        return $"{found.Count} jobs are {wanted}: {jobs}{(found.Count > MaxNamed ? " and others" : "")}.";
    }

    private static string Advise(IReadOnlyList<BaseJob> found) => found.Count == 0
        ? "Look for a part of the name: Get-DbxJob -Name '*part*'."
        : $"Choose one by its id: Get-DbxJob {found[0].JobId}.";
}
