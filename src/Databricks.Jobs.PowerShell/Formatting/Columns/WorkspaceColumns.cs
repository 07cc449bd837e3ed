using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of connections and local workspaces.</summary>
internal static class WorkspaceColumns
{
    public static string Host(PSObject item) => ScreenText.Line(item.BaseObject.ToString());

    public static string User(PSObject item) => Column.Text(item, "UserName");

    public static string Method(PSObject item) => item.BaseObject is DbxWorkspace workspace
        ? ScreenText.Line($"{workspace.AuthenticationMethod} ({workspace.CredentialSource})")
        : "";
}
