using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>
/// Reads and changes the permissions on jobs, one entry for each permission. A job always keeps exactly one owner, and
/// inherited permissions are never sent.
/// </summary>
public static class JobsClientPermissionExtensions
{
    /// <summary>Gets the permissions on a job (GET permissions/jobs), including inherited ones.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public static Task<IReadOnlyList<JobPermissionEntry>> GetPermissionEntriesAsync(
        this JobsClient client,
        long jobId,
        CancellationToken cancellationToken = default) =>
        CreateEditor(client).GetAsync(jobId, cancellationToken);

    /// <summary>
    /// Replaces the permissions on a job (PUT permissions/jobs). If no entry names an owner, the current owner is kept.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="entries">All entries; inherited ones are ignored.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The permissions after the change.</returns>
    /// <exception cref="JobPermissionException">
    /// The entries name two owners, or two levels for the same principal, or a lower level for the owner.
    /// </exception>
    /// <exception cref="ModelBindingException">An entry is incomplete, or contains an unknown value.</exception>
    public static Task<IReadOnlyList<JobPermissionEntry>> SetPermissionEntriesAsync(
        this JobsClient client,
        long jobId,
        IEnumerable<JobPermissionEntry> entries,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(entries, nameof(entries));
        return CreateEditor(client).ReplaceAsync(jobId, entries, cancellationToken);
    }

    /// <summary>
    /// Grants one principal a permission, and keeps all others (PATCH permissions/jobs). A new owner replaces the
    /// current one, who keeps CAN_MANAGE.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="entry">The principal and the permission level.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The permissions after the change.</returns>
    /// <exception cref="JobPermissionException">The job would have no owner.</exception>
    /// <exception cref="ModelBindingException">The entry is incomplete, or contains an unknown value.</exception>
    public static Task<IReadOnlyList<JobPermissionEntry>> GrantPermissionAsync(
        this JobsClient client,
        long jobId,
        JobPermissionEntry entry,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(entry, nameof(entry));
        return CreateEditor(client).GrantAsync(jobId, entry, cancellationToken);
    }

    /// <summary>Revokes the permissions that a principal has on the job itself, and keeps all others.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="principal">The name of a user or group, or the application ID of a service principal.</param>
    /// <param name="principalType">A value of <see cref="JobPrincipalType"/>.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The permissions after the change; null if the principal has none, and nothing was sent.</returns>
    /// <exception cref="JobPermissionException">
    /// The principal owns the job, or has only inherited permissions.
    /// </exception>
    public static Task<IReadOnlyList<JobPermissionEntry>?> RevokePermissionAsync(
        this JobsClient client,
        long jobId,
        string principal,
        string principalType,
        CancellationToken cancellationToken = default) =>
        CreateEditor(client).RevokeAsync(jobId, principal, principalType, cancellationToken);

    private static JobPermissionEditor CreateEditor(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        return new JobPermissionEditor(client);
    }
}
