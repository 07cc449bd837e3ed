using System.Text;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>A line of a chart: a text and its colors, with one column for each character.</summary>
internal sealed class ChartLine
{
    private readonly List<(char Glyph, string? Color)> _cells = [];

    public int Length => _cells.Count;

    /// <summary>Adds text.</summary>
    /// <param name="text">Text that is safe to show.</param>
    /// <param name="color">Its color; null for that of the terminal.</param>
    public ChartLine Add(string text, string? color = null) => Add(text.Select(glyph => (glyph, color)));

    public ChartLine Add(char glyph, string? color = null)
    {
        _cells.Add((glyph, color));
        return this;
    }

    public ChartLine Add(IEnumerable<(char Glyph, string? Color)> cells)
    {
        _cells.AddRange(cells);
        return this;
    }

    public ChartLine Add(ChartLine part) => Add(part._cells);

    /// <summary>Puts text in the place of other text.</summary>
    public ChartLine Replace(int column, string text, string? color)
    {
        PadTo(column + text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            _cells[column + i] = (text[i], color);
        }

        return this;
    }

    /// <summary>Adds text that ends before a column.</summary>
    public ChartLine AddUpTo(int column, string text, string? color = null) =>
        PadTo(column - text.Length).Add(text, color);

    /// <summary>Adds spaces up to a column.</summary>
    public ChartLine PadTo(int column)
    {
        while (_cells.Count < column)
        {
            Add(' ');
        }

        return this;
    }

    /// <summary>The line without spaces at its end.</summary>
    /// <param name="style">The value of <c>$PSStyle</c>; null for no colors.</param>
    public string Render(object? style)
    {
        var line = new StringBuilder();
        int end = _cells.FindLastIndex(static cell => cell.Glyph != ' ') + 1;
        for (int start = 0, next; start < end; start = next)
        {
            string? color = _cells[start].Color;
            for (next = start + 1; next < end && _cells[next].Color == color; next++)
            {
                // Up to the next color.
            }

            string text = new([.. _cells.GetRange(start, next - start).Select(static cell => cell.Glyph)]);
            line.Append(color is null ? text : FormatFunctions.InColor(text, color, style));
        }

        return line.ToString();
    }
}
