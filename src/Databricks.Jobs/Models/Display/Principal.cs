namespace Databricks.Jobs.Models;

/// <summary>Whom an entry of an access list is about.</summary>
internal static class Principal
{
    public static string? Of(string? user, string? group, string? servicePrincipal) =>
        user is not null ? $"user {user}"
        : group is not null ? $"group {group}"
        : servicePrincipal is not null ? $"service principal {servicePrincipal}"
        : null;
}
