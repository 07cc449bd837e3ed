using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Finding the jobs that a command line identifies by name.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>The parameter set with the job or run at the first position.</summary>
    protected const string IdSet = "Id";

    /// <summary>The parameter set with the job or run from the pipeline, in which the next parameter has the first
    /// position.</summary>
    protected const string PipedSet = "Pipeline";

    private protected const int MaxRequests = 8;

    /// <summary>Finds the jobs of one parameter, all of them before the first is returned. A name that does not belong
    /// to exactly one job becomes a non-terminating error.</summary>
    private protected IReadOnlyList<JobReference> FindJobs(IReadOnlyCollection<JobIdentity> identities)
    {
        identities = [.. identities.Where(IsFromThisWorkspace)];
        if (identities.All(static identity => identity.Id is not null))
        {
            return [.. identities.Select(ToReference)];
        }

        JobsClient? client = null;
        if (!TryCheck(() => client = Client, identities))
        {
            return [];
        }

        return FetchAll(
            identities.Where(IsExact),
            static identity => identity.Target,
            (identity, token) => FindJobAsync(client!, identity, token));
    }

    /// <summary>The name of the user who is connected, for the references of a bundle to it.</summary>
    private protected string? FindUserName()
    {
        JobsClient client = Client;
        return Workspace!.UserName ?? Execute(token => client.GetCurrentUserNameAsync(token));
    }

    /// <summary>Sends requests for many keys concurrently. Each failure becomes a non-terminating error.</summary>
    /// <returns>The results of the requests that succeeded, in order.</returns>
    private protected IReadOnlyList<T> FetchAll<TKey, T>(
        IEnumerable<TKey> keys,
        Func<TKey, object> targetOf,
        Func<TKey, CancellationToken, Task<T>> fetch)
    {
        var fetched = new List<T>();
        var requests = new OrderedFetch<TKey, T>(MaxRequests, fetch, StopToken);
        foreach (TKey key in keys)
        {
            WithTracing(() => requests.Add(key));
        }

        while (!requests.IsEmpty)
        {
            (TKey key, Task<T> result) = requests.Take();
            if (TryExecute(_ => result, targetOf(key), out T one))
            {
                fetched.Add(one);
            }
        }

        return fetched;
    }

    /// <summary>Finds a job by its ID, which needs no request, or by its name; called on any thread.</summary>
    /// <exception cref="JobsException">The name does not belong to exactly one job, or a request failed.</exception>
    private protected static async Task<JobReference> FindJobAsync(
        JobsClient client,
        JobIdentity identity,
        CancellationToken cancellationToken)
    {
        if (identity.Id is not null)
        {
            return ToReference(identity);
        }

        BaseJob job = await client.FindJobAsync(identity.Name!, cancellationToken).ConfigureAwait(false);
        return new JobReference(job.JobId!.Value, job.Settings?.Name);
    }

    /// <summary>A job with its name, which is requested if the user is going to see it and it is not known.</summary>
    private protected JobReference Named(JobReference job) => job.Name is null && ShowsEach
        && TryGet(token => Client.GetAsync(job.Id, cancellationToken: token)) is { } found
            ? job with { Name = found.Settings?.Name }
            : job;

    private static JobReference ToReference(JobIdentity identity) =>
        new(identity.Id!.Value, identity.Name, identity.Source);

    private bool IsFromThisWorkspace(JobIdentity identity) => identity.Id is null
        || IsFromThisWorkspace(identity.Source, $"{ToReference(identity)}", identity.Id);

    /// <summary>Checks that a name has no wildcards; otherwise writes an error.</summary>
    private protected bool IsExact(JobIdentity identity)
    {
        if (!identity.HasWildcards)
        {
            return true;
        }

        string name = identity.Name!.Replace("'", "''");
        WriteError(ErrorRecords.Create(
            "JobNameHasWildcards",
            ErrorCategory.InvalidArgument,
            $"'{identity.Name}' has wildcards, but {MyInvocation.MyCommand.Name} needs the exact name of a job.",
            $"To use all jobs that match, run Get-DbxJob -Name '{name}' | {MyInvocation.MyCommand.Name}.",
            identity.Name));
        return false;
    }
}
