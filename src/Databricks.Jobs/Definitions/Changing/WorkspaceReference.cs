namespace Databricks.Jobs.Definitions;

/// <summary>A value in the definition of a job that refers to an object outside of it.</summary>
/// <param name="Path">Where the value is, such as <c>tasks[report].sql_task.warehouse_id</c>.</param>
/// <param name="Kind">What it refers to, such as <c>SQL warehouse</c>.</param>
/// <param name="Id">The ID or name of the object.</param>
/// <param name="IsLocal">Whether the object belongs to one workspace. Users, groups and service principals belong to
/// the account, so the same ones can exist in several workspaces.</param>
public sealed record WorkspaceReference(string Path, string Kind, string Id, bool IsLocal)
{
    /// <summary>Returns text such as <c>SQL warehouse 4711 (tasks[report].sql_task.warehouse_id)</c>.</summary>
    public override string ToString() => ScreenText.Line($"{Kind} {Id} ({Path})");
}
