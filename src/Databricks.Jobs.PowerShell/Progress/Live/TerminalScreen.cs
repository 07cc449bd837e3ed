using System.Text;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>Lines at the end of a terminal that are replaced in place. Only changed lines are written, all of them in
/// one piece, so that nothing flickers.</summary>
/// <remarks>The cursor is always in the line below. No line is wrapped, because the number of lines is how the cursor
/// finds its way back.</remarks>
internal sealed class TerminalScreen(TextWriter terminal)
{
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string WrapOff = "\u001b[?7l";
    private const string WrapOn = "\u001b[?7h";
    private const string EraseLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    private IReadOnlyList<ScreenLine> _lines = [];
    private int _width;

    /// <summary>Replaces the lines.</summary>
    /// <param name="lines">The new lines: fewer than the window has, and each narrower than it.</param>
    /// <param name="width">The width of the window.</param>
    public void Draw(IReadOnlyList<ScreenLine> lines, int width)
    {
        var text = new StringBuilder(HideCursor + WrapOff);
        if (width != _width)
        {
            AppendErase(text, width);
            _width = width;
        }

        AppendUp(text, _lines.Count);
        int unchanged = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (i < _lines.Count && _lines[i].Text == lines[i].Text)
            {
                unchanged++;
                continue;
            }

            AppendDown(text, unchanged);
            unchanged = 0;
            text.Append(lines[i].Text).Append(EraseLine).Append("\r\n");
        }

        AppendDown(text, unchanged);
        // What was below, and what the user typed.
        text.Append(EraseBelow).Append(WrapOn);
        _lines = lines;
        Write(text);
    }

    /// <summary>Removes the lines, so that something else can be written in their place.</summary>
    public void Clear()
    {
        var text = new StringBuilder();
        AppendErase(text, _width);
        Write(text.Append(ShowCursor));
    }

    /// <summary>Leaves the lines as they are, with the cursor at the start of the line below.</summary>
    public void End() => Write(new StringBuilder("\r").Append(EraseBelow).Append(ShowCursor));

    // A terminal that became narrower has wrapped the lines.
    private void AppendErase(StringBuilder text, int width)
    {
        int rows = width <= 0 ? 0 : _lines.Sum(line => Math.Max(1, (line.Cells + width - 1) / width));
        AppendUp(text, rows);
        text.Append(EraseBelow);
        _lines = [];
    }

    private static void AppendUp(StringBuilder text, int rows)
    {
        text.Append('\r');
        if (rows > 0)
        {
            text.Append("\u001b[").Append(rows).Append('A');
        }
    }

    private static void AppendDown(StringBuilder text, int rows)
    {
        if (rows > 0)
        {
            text.Append("\u001b[").Append(rows).Append('B');
        }
    }

    private void Write(StringBuilder text)
    {
        terminal.Write(text.ToString());
        terminal.Flush();
    }
}
