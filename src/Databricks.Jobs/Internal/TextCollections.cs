namespace Databricks.Jobs.Internal;

/// <summary>A list that reads as text, for exports to CSV, which show a value by its <c>ToString</c>.</summary>
internal sealed class TextList<T> : List<T>
{
    /// <summary>Creates an empty list.</summary>
    public TextList()
    {
    }

    /// <summary>Creates a list of items.</summary>
    /// <param name="items">The items.</param>
    public TextList(IEnumerable<T> items)
        : base(items)
    {
    }

    /// <summary>Returns the texts of the items, with commas between them.</summary>
    public override string ToString() => ScreenText.Line(string.Join(", ", this));
}

/// <summary>A map that reads as text, for exports to CSV, which show a value by its <c>ToString</c>.</summary>
internal sealed class TextMap<T> : Dictionary<string, T>
{
    /// <summary>Creates an empty map.</summary>
    public TextMap()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>Returns the entries, such as <c>team=sales</c>, with commas between them.</summary>
    public override string ToString() =>
        ScreenText.Line(string.Join(", ", this.Select(entry => $"{entry.Key}={entry.Value}")));
}
