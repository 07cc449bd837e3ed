using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>One permission that one principal has on one job.</summary>
public sealed class JobPermissionEntry
{
    /// <summary>The job; null where the entry is not of a job yet.</summary>
    public long? JobId { get; set; }

    /// <summary>The user's or group's name, or the service principal's application id.</summary>
    public string Principal { get; set; } = "";

    /// <summary>What the principal is: <c>user</c>, <c>group</c> or <c>service_principal</c>.</summary>
    public string PrincipalType { get; set; } = "";

    /// <summary>What the principal may do, a word of <see cref="JobPermissionLevel"/>.</summary>
    public string? PermissionLevel { get; set; }

    /// <summary>Whether the permission comes from elsewhere. Such a one cannot be changed on the job.</summary>
    public bool Inherited { get; set; }

    /// <summary>Where an inherited permission comes from, such as <c>/jobs/</c>.</summary>
    public string? InheritedFrom { get; set; }

    /// <summary>The principal's name for people, where the service tells it.</summary>
    public string? DisplayName { get; set; }

    internal bool IsOwner => PermissionLevel == nameof(JobPermissionLevel.IS_OWNER);

    /// <summary>The entries of a job, one for each permission.</summary>
    public static IReadOnlyList<JobPermissionEntry> Of(long jobId, JobPermissions permissions)
    {
        ArgumentChecks.NotNull(permissions, nameof(permissions));
        return [.. (permissions.AccessControlList ?? []).SelectMany(Of).Select(entry =>
        {
            entry.JobId = jobId;
            return entry;
        })];
    }

    /// <summary>The entry that a request asks for.</summary>
    public static JobPermissionEntry Of(JobAccessControlRequest request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        JobPermissionEntry entry = New(request.UserName, request.GroupName, request.ServicePrincipalName);
        entry.PermissionLevel = request.PermissionLevel;
        return entry;
    }

    /// <summary>The entry as a request has it.</summary>
    public JobAccessControlRequest ToRequest() => new()
    {
        UserName = PrincipalType == JobPrincipalType.User ? Principal : null,
        GroupName = PrincipalType == JobPrincipalType.Group ? Principal : null,
        ServicePrincipalName = PrincipalType == JobPrincipalType.ServicePrincipal ? Principal : null,
        PermissionLevel = PermissionLevel,
    };

    /// <summary>Whether both are about the same principal.</summary>
    public bool IsSamePrincipal(JobPermissionEntry other)
    {
        ArgumentChecks.NotNull(other, nameof(other));
        return PrincipalType == other.PrincipalType
            && Principal.Equals(other.Principal, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Such as user ada@example.com: CAN_MANAGE (inherited).</summary>
    public override string ToString() =>
        Phrase.Join(": ", DescribePrincipal(), Phrase.With(PermissionLevel, Inherited ? "inherited" : null)) ?? "";

    /// <summary>Such as user ada@example.com.</summary>
    internal string DescribePrincipal() => $"{JobPrincipalType.ToDisplayText(PrincipalType)} {Principal}";

    internal static IEnumerable<JobPermissionEntry> Of(JobAccessControlResponse response)
    {
        foreach (JobPermission permission in response.AllPermissions ?? [])
        {
            JobPermissionEntry entry = New(response.UserName, response.GroupName, response.ServicePrincipalName);
            entry.DisplayName = response.DisplayName;
            entry.PermissionLevel = permission.PermissionLevel;
            entry.Inherited = permission.Inherited == true;
            entry.InheritedFrom = permission.InheritedFromObject is { Count: > 0 } origins
                ? string.Join(", ", origins)
                : null;
            yield return entry;
        }
    }

    private static JobPermissionEntry New(string? user, string? group, string? servicePrincipal) => new()
    {
        Principal = user ?? group ?? servicePrincipal ?? "",
        PrincipalType = user is not null ? JobPrincipalType.User
            : group is not null ? JobPrincipalType.Group
            : servicePrincipal is not null ? JobPrincipalType.ServicePrincipal
            : "",
    };
}
