using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>Fits text into lines.</summary>
internal static class ChartText
{
    /// <summary>A text that gives up its middle if it is too long.</summary>
    public static string Fit(string text, int room, ChartGlyphs glyphs) =>
        DisplayText.Fit(text, room).Replace('\u2026', glyphs.Ellipsis);

    /// <summary>Parts one after the other, on as many lines as they need.</summary>
    public static IEnumerable<ChartLine> Wrap(IEnumerable<ChartLine> parts, int width)
    {
        var line = new ChartLine();
        foreach (ChartLine part in parts)
        {
            if (line.Length > 0 && line.Length + 2 + part.Length > width)
            {
                yield return line;
                line = new ChartLine();
            }

            line.PadTo(line.Length > 0 ? line.Length + 2 : 0).Add(part);
        }

        yield return line;
    }
}
