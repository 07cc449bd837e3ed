using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Keeps which connection returned an object. An ID means something only in its own workspace.</summary>
/// <remarks>A table and not a property, which every list, JSON and CSV of the objects would show.</remarks>
internal static class WorkspaceOrigin
{
    private static readonly ConditionalWeakTable<object, DbxWorkspace> s_origins = new();

    /// <returns>The connection that returned the object; null for an object that was created in another way.</returns>
    public static DbxWorkspace? Of(object? item) =>
        item is not null && s_origins.TryGetValue(item, out DbxWorkspace? origin) ? origin : null;

    /// <summary>Remembers the connection of an object that it returned for the first time.</summary>
    public static void Remember(object item, DbxWorkspace workspace) => s_origins.GetValue(item, _ => workspace);
}
