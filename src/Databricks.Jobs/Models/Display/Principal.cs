namespace Databricks.Jobs.Models;

/// <summary>The user, group or service principal of an entry of an access control list.</summary>
internal static class Principal
{
    public static string? Of(string? user, string? group, string? servicePrincipal) =>
        user is not null ? $"user {user}"
        : group is not null ? $"group {group}"
        : servicePrincipal is not null ? $"service principal {servicePrincipal}"
        : null;
}
