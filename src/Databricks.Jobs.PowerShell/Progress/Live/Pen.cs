using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>Writes text into cells of a terminal.</summary>
/// <param name="measure">The number of cells that a text takes: letters of some scripts take two.</param>
/// <param name="hasColors">Whether the terminal shows colors.</param>
/// <param name="isUnicode">Whether the terminal shows more than ASCII.</param>
internal sealed class Pen(Func<string, int> measure, bool hasColors, bool isUnicode)
{
    public bool IsUnicode => isUnicode;

    private string Ellipsis => isUnicode ? "\u2026" : "~";

    public int Measure(string text) => measure(text);

    /// <summary>A text that takes exactly so many cells: its middle gives way, or spaces follow.</summary>
    /// <param name="text">Text that is safe to show.</param>
    /// <param name="cells">The number of cells.</param>
    /// <param name="alignsRight">Whether the spaces come first.</param>
    public string Fit(string text, int cells, bool alignsRight = false)
    {
        string fitting = Shorten(text, cells);
        string spaces = new(' ', Math.Max(0, cells - measure(fitting)));
        return alignsRight ? spaces + fitting : fitting + spaces;
    }

    /// <summary>A text that takes at most so many cells: its middle gives way.</summary>
    public string Shorten(string text, int cells) => Reduce(text, cells, (one, room) => room < 8
        ? Cut(one, room)
        : DisplayText.Fit(one, room).Replace("\u2026", Ellipsis));

    /// <summary>A text that takes at most so many cells: its end gives way.</summary>
    public string Cut(string text, int cells) =>
        Reduce(text, cells, (one, room) => one.Length <= room ? one : one.Truncate(Math.Max(0, room - 1), Ellipsis));

    /// <summary>A text in a color, by the code of its escape sequence; null for that of the terminal.</summary>
    public string Paint(string text, string? code) =>
        hasColors && code is not null && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;

    // Letters can take more cells than one, so the length is only a start.
    private string Reduce(string text, int cells, Func<string, int, string> reduce)
    {
        int room = Math.Min(text.Length, cells);
        string fitting = room <= 0 ? "" : reduce(text, room);
        while (measure(fitting) > cells && --room > 0)
        {
            fitting = reduce(text, room);
        }

        return measure(fitting) <= cells ? fitting : "";
    }
}
