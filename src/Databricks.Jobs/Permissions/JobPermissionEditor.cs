using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>Reads and changes the permissions on jobs.</summary>
internal sealed class JobPermissionEditor(JobsClient client)
{
    private readonly JobsClient _client = client;

    public async Task<IReadOnlyList<JobPermissionEntry>> GetAsync(long jobId, CancellationToken cancellationToken) =>
        JobPermissionEntry.Of(jobId, await _client.GetPermissionsAsync(jobId, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<JobPermissionEntry>> ReplaceAsync(
        long jobId,
        IEnumerable<JobPermissionEntry> entries,
        CancellationToken cancellationToken)
    {
        List<JobPermissionEntry> wanted = JobPermissionRules.Read(entries);
        if (!wanted.Exists(entry => entry.IsOwner))
        {
            JobPermissionRules.KeepOwner(wanted, await GetAsync(jobId, cancellationToken).ConfigureAwait(false));
        }

        return await PutAsync(jobId, wanted, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<JobPermissionEntry>> GrantAsync(
        long jobId,
        JobPermissionEntry entry,
        CancellationToken cancellationToken)
    {
        JobPermissionEntry wanted = JobPermissionRules.Check(entry, "Permission");
        if (wanted.IsOwner) return await ChangeOwnerAsync(jobId, wanted, cancellationToken).ConfigureAwait(false);
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

    public async Task<IReadOnlyList<JobPermissionEntry>?> RevokeAsync(
        long jobId,
        string principal,
        string principalType,
        CancellationToken cancellationToken)
    {
        var unwanted = new JobPermissionEntry { Principal = principal, PrincipalType = principalType };
        IReadOnlyList<JobPermissionEntry> present = await GetAsync(jobId, cancellationToken).ConfigureAwait(false);
        JobPermissionEntry[] held = [.. present.Where(unwanted.IsSamePrincipal)];
        if (held.Length == 0) return null;
        if (JobPermissionRules.FindOwner(held) is { } owner) throw JobPermissionRules.WithoutOwner(owner, level: null);
        if (held.All(entry => entry.Inherited))
        {
            throw new JobPermissionException(
                $"The {held[0].DescribePrincipal()} has {held[0].PermissionLevel} on job {jobId} only by "
                    + $"inheritance from {held[0].InheritedFrom ?? "another object"}.",
                "It cannot be revoked on the job. Revoke it where it comes from.");
        }

        return await PutAsync(jobId, present.Where(entry => !unwanted.IsSamePrincipal(entry)), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<JobPermissionEntry>> ChangeOwnerAsync(
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
