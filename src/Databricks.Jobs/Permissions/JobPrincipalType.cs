namespace Databricks.Jobs.Permissions;

/// <summary>The kinds of principal that a permission can be given to.</summary>
public static class JobPrincipalType
{
    /// <summary>A user, by the user's name.</summary>
    public const string User = "user";

    /// <summary>A group, by its name.</summary>
    public const string Group = "group";

    /// <summary>A service principal, by its application id.</summary>
    public const string ServicePrincipal = "service_principal";

    internal static IReadOnlyList<string> All { get; } = [User, Group, ServicePrincipal];

    /// <summary>The kind in words, such as service principal.</summary>
    internal static string ToDisplayText(string type) => type.Replace('_', ' ');
}
