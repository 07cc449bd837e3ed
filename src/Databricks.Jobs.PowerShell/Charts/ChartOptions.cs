namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>How to draw a chart.</summary>
internal sealed class ChartOptions
{
    public const int MinWidth = 40;
    public const int MaxWidth = 240;

    /// <summary>The number of columns of each line, from 40 to 240.</summary>
    public int Width { get; init; } = 120;

    /// <summary>The number of tasks to draw; those that failed, are active or are on the critical path are always
    /// drawn. Null for all.</summary>
    public int? Top { get; init; }

    public ChartGlyphs Glyphs { get; init; } = ChartGlyphs.Unicode;

    /// <summary>The value of <c>$PSStyle</c>; null for no colors.</summary>
    public object? Style { get; init; }
}
