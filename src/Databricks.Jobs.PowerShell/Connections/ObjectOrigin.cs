using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Keeps the workspaces that jobs were read from, because IDs belong to one workspace.</summary>
internal static class ObjectOrigin
{
    private static readonly ConditionalWeakTable<object, DbxWorkspace> s_workspaces = new();

    /// <returns>The workspace; null for objects that were not read by a command.</returns>
    public static DbxWorkspace? Of(object? item) =>
        item is not null && s_workspaces.TryGetValue(item, out DbxWorkspace? workspace) ? workspace : null;

    /// <summary>Remembers where an object was read.</summary>
    public static T Remember<T>(T item, DbxWorkspace workspace)
        where T : class
    {
        s_workspaces.Remove(item);
        s_workspaces.Add(item, workspace);
        return item;
    }
}
