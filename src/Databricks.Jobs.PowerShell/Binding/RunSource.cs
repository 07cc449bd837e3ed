using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Keeps the objects that the IDs of runs were taken from. The parameters only have the IDs.</summary>
internal static class RunSource
{
    private static readonly ConditionalWeakTable<long[], object?[]> s_sources = new();

    /// <summary>Remembers the object of each ID; null for an ID that was specified as a number.</summary>
    public static long[] Remember(long[] runIds, object?[] sources)
    {
        s_sources.Add(runIds, sources);
        return runIds;
    }

    /// <returns>The object that each of the IDs of a parameter was taken from.</returns>
    public static object?[] Of(long[] runIds) =>
        s_sources.TryGetValue(runIds, out object?[]? sources) ? sources : new object?[runIds.Length];
}
