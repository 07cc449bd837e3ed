using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>One permission that one principal has on one job.</summary>
public sealed class JobPermissionEntry
{
    /// <summary>The ID of the job; null for an entry that is not part of a job yet.</summary>
    public long? JobId { get; set; }

    /// <summary>The name of a user or group, or the application ID of a service principal.</summary>
    public string Principal { get; set; } = "";

    /// <summary>The type of the principal: <c>user</c>, <c>group</c> or <c>service_principal</c>.</summary>
    public string PrincipalType { get; set; } = "";

    /// <summary>The permission level, a value of <see cref="JobPermissionLevel"/>.</summary>
    public string? PermissionLevel { get; set; }

    /// <summary>Whether the permission is inherited. Inherited permissions cannot be changed on the job.</summary>
    public bool Inherited { get; set; }

    /// <summary>Where an inherited permission comes from, such as <c>/jobs/</c>.</summary>
    public string? InheritedFrom { get; set; }

    /// <summary>The display name of the principal; null if the service does not return one.</summary>
    public string? DisplayName { get; set; }

    internal bool IsOwner => PermissionLevel == nameof(JobPermissionLevel.IS_OWNER);

    /// <summary>Returns the permissions on a job, one entry each.</summary>
    public static IReadOnlyList<JobPermissionEntry> Of(long jobId, JobPermissions permissions)
    {
        ArgumentChecks.NotNull(permissions, nameof(permissions));
        return [.. (permissions.AccessControlList ?? []).SelectMany(Of).Select(entry =>
        {
            entry.JobId = jobId;
            return entry;
        })];
    }

    /// <summary>Returns the entry that a request contains.</summary>
    public static JobPermissionEntry Of(JobAccessControlRequest request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        JobPermissionEntry entry = New(request.UserName, request.GroupName, request.ServicePrincipalName);
        entry.PermissionLevel = request.PermissionLevel;
        return entry;
    }

    /// <summary>Returns the entry in the form of a request.</summary>
    public JobAccessControlRequest ToRequest() => new()
    {
        UserName = PrincipalType == JobPrincipalType.User ? Principal : null,
        GroupName = PrincipalType == JobPrincipalType.Group ? Principal : null,
        ServicePrincipalName = PrincipalType == JobPrincipalType.ServicePrincipal ? Principal : null,
        PermissionLevel = PermissionLevel,
    };

    /// <summary>Whether both entries are for the same principal. Names are not case-sensitive.</summary>
    public bool IsSamePrincipal(JobPermissionEntry other)
    {
        ArgumentChecks.NotNull(other, nameof(other));
        return PrincipalType == other.PrincipalType
            && Principal.Equals(other.Principal, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Returns text such as <c>user ada@example.com: CAN_MANAGE (inherited)</c>.</summary>
    public override string ToString() => ScreenText.Line(
        Phrase.Join(": ", DescribePrincipal(), Phrase.With(PermissionLevel, Inherited ? "inherited" : null)));

    /// <summary>Returns text such as <c>user ada@example.com</c>.</summary>
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
