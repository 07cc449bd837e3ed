namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Cuts the arrays of one object to a common page.</summary>
internal sealed class ArrayPages(int start, int size)
{
    private bool _more;

    /// <summary>The token of the next page; null when no array goes on.</summary>
    public string? NextToken => _more ? PageToken.Write("items", start + size) : null;

    /// <summary>The part of an array that is on the page; null when nothing is.</summary>
    public List<T>? Cut<T>(List<T>? items)
    {
        if (items is null || (start == 0 && items.Count <= size)) return items;
        if (items.Count > start + size) _more = true;
        return items.Count <= start ? null : items.GetRange(start, Math.Min(size, items.Count - start));
    }
}
