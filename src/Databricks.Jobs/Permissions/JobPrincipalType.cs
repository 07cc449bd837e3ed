namespace Databricks.Jobs.Permissions;

/// <summary>The types of principal that can have permissions.</summary>
public static class JobPrincipalType
{
    /// <summary>A user, by user name.</summary>
    public const string User = "user";

    /// <summary>A group, by name.</summary>
    public const string Group = "group";

    /// <summary>A service principal, by application ID.</summary>
    public const string ServicePrincipal = "service_principal";

    internal static IReadOnlyList<string> All { get; } = [User, Group, ServicePrincipal];

    /// <summary>Returns the type as text for messages, such as <c>service principal</c>.</summary>
    internal static string ToDisplayText(string type) => type.Replace('_', ' ');
}
