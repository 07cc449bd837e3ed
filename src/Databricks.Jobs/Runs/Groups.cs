namespace Databricks.Jobs.Runs;

/// <summary>Deals out many in groups, for requests side by side.</summary>
internal static class Groups
{
    public static IEnumerable<T[]> InGroups<T>(this IEnumerable<T> items, int size)
    {
#if NET
        return items.Chunk(size);
#else
        T[] all = [.. items];
        for (int i = 0; i < all.Length; i += size) yield return [.. all.Skip(i).Take(size)];
#endif
    }
}
