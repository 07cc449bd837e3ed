using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>Reads and changes who may do what with jobs. A job keeps exactly one owner, and inherited permissions are
/// never sent.</summary>
public sealed class JobPermissionEditor
{
    private readonly JobsClient _client;

    /// <summary>Creates an editor.</summary>
    public JobPermissionEditor(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>The permissions on a job, one entry each, the inherited ones too.</summary>
    public async Task<IReadOnlyList<JobPermissionEntry>> GetAsync(
        long jobId,
        CancellationToken cancellationToken = default) =>
        JobPermissionEntry.Of(jobId, await _client.GetPermissionsAsync(jobId, cancellationToken).ConfigureAwait(false));

    /// <summary>Replaces the permissions on a job. Where no owner is named, the present one stays.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="entries">All entries; inherited ones are passed over.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The permissions afterwards.</returns>
    /// <exception cref="JobPermissionException">The entries name two owners, or two levels for one principal.</exception>
    /// <exception cref="ModelBindingException">An entry is incomplete, or has a word that is not known.</exception>
    public async Task<IReadOnlyList<JobPermissionEntry>> ReplaceAsync(
        long jobId,
        IEnumerable<JobPermissionEntry> entries,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(entries, nameof(entries));
        List<JobPermissionEntry> wanted = JobPermissionRules.Read(entries);
        if (!wanted.Exists(entry => entry.IsOwner))
        {
            JobPermissionRules.KeepOwner(wanted, await GetAsync(jobId, cancellationToken).ConfigureAwait(false));
        }

        return await PutAsync(jobId, wanted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives one principal a permission and leaves the rest as it is. A new owner takes the place of the
    /// present one, who keeps CAN_MANAGE.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="entry">Whom, and what.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The permissions afterwards.</returns>
    /// <exception cref="JobPermissionException">The job would be left without an owner.</exception>
    /// <exception cref="ModelBindingException">The entry is incomplete, or has a word that is not known.</exception>
    public async Task<IReadOnlyList<JobPermissionEntry>> GrantAsync(
        long jobId,
        JobPermissionEntry entry,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(entry, nameof(entry));
        JobPermissionEntry wanted = JobPermissionRules.Check(entry, "Permission");
        if (wanted.IsOwner) return await PassOnAsync(jobId, wanted, cancellationToken).ConfigureAwait(false);
        try
        {
            JobPermissions after = await _client
                .UpdatePermissionsAsync(jobId, [wanted.ToRequest()], cancellationToken)
                .ConfigureAwait(false);
            return JobPermissionEntry.Of(jobId, after);
        }
        catch (InvalidRequestException exception)
            when (exception.ServiceMessage.IndexOf("exactly one owner", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            throw JobPermissionRules.WithoutOwner(wanted, wanted.PermissionLevel, exception);
        }
    }

    /// <summary>Takes away what a principal has on a job itself, and leaves the rest as it is.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="principal">The user's or group's name, or the service principal's application id.</param>
    /// <param name="principalType">A word of <see cref="JobPrincipalType"/>.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The permissions afterwards; null where the principal has none, and nothing was sent.</returns>
    /// <exception cref="JobPermissionException">The principal owns the job, or only inherits its permission.</exception>
    public async Task<IReadOnlyList<JobPermissionEntry>?> RevokeAsync(
        long jobId,
        string principal,
        string principalType,
        CancellationToken cancellationToken = default)
    {
        var unwanted = new JobPermissionEntry { Principal = principal, PrincipalType = principalType };
        IReadOnlyList<JobPermissionEntry> present = await GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        JobPermissionEntry[] held = [.. present.Where(unwanted.IsSamePrincipal)];
        if (held.Length == 0) return null;
        if (JobPermissionRules.FindOwner(held) is { } owner) throw JobPermissionRules.WithoutOwner(owner, level: null);
        if (held.All(entry => entry.Inherited))
        {
            throw new JobPermissionException(
                $"The {held[0].DescribePrincipal()} has {held[0].PermissionLevel} on job {jobId} by inheritance from "
                    + $"{held[0].InheritedFrom ?? "elsewhere"}.",
                "It cannot be taken away on the job; change it where it comes from.");
        }

        return await PutAsync(jobId, present.Where(entry => !unwanted.IsSamePrincipal(entry)), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<JobPermissionEntry>> PassOnAsync(
        long jobId,
        JobPermissionEntry next,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<JobPermissionEntry> present = await GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        JobPermissionEntry? owner = JobPermissionRules.FindOwner(present);
        if (owner is not null && owner.IsSamePrincipal(next)) return present;
        List<JobPermissionEntry> entries =
            [.. present.Where(entry => !entry.IsOwner && !entry.IsSamePrincipal(next)), next];
        if (owner is not null)
        {
            owner.PermissionLevel = nameof(JobPermissionLevel.CAN_MANAGE);
            entries.Add(owner);
        }

        return await PutAsync(jobId, entries, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<JobPermissionEntry>> PutAsync(
        long jobId,
        IEnumerable<JobPermissionEntry> entries,
        CancellationToken cancellationToken)
    {
        JobPermissions after = await _client
            .SetPermissionsAsync(
                jobId,
                entries.Where(entry => !entry.Inherited).Select(entry => entry.ToRequest()),
                cancellationToken)
            .ConfigureAwait(false);
        return JobPermissionEntry.Of(jobId, after);
    }
}
