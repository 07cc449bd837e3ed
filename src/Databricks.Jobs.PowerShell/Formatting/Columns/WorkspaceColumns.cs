using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of connections.</summary>
internal static class WorkspaceColumns
{
    public static string Host(PSObject item) => ScreenText.Line(item.BaseObject.ToString());

    public static string UserName(PSObject item) => Column.Text(item, "UserName");

    public static string AuthenticationMethod(PSObject item) => Column.Text(item, "AuthenticationMethod");

    public static string CredentialSource(PSObject item) => Column.Text(item, "CredentialSource");
}

/// <summary>Columns of local workspaces.</summary>
internal static class LocalWorkspaceColumns
{
    public static string Host(PSObject item) => Column.Text(item, "Host");
}
