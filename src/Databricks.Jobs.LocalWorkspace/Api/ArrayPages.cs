namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Splits the arrays of one object into pages.</summary>
internal sealed class ArrayPages(int start, int size)
{
    private bool _more;

    /// <summary>The token of the next page; null if no array continues.</summary>
    public string? NextToken => _more ? PageToken.Write("items", start + size) : null;

    /// <summary>The part of an array on this page; null if there is none.</summary>
    public List<T>? Slice<T>(List<T>? items)
    {
        if (items is null || (start == 0 && items.Count <= size)) return items;
        if (items.Count > start + size) _more = true;
        return items.Count <= start ? null : items.GetRange(start, Math.Min(size, items.Count - start));
    }
}
