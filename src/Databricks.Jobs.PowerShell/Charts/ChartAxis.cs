namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The axis above a chart: times, and a ruler with a tick for each.</summary>
internal static class ChartAxis
{
    public static IEnumerable<ChartLine> Of(TimeScale scale, ChartGlyphs glyphs, int labelRoom)
    {
        var labels = new ChartLine();
        var ruler = new ChartLine();
        foreach ((int column, string label) in scale.Ticks(labelRoom))
        {
            if (column + label.Length <= scale.Width)
            {
                labels.PadTo(column).Add(label, ChartColors.Muted);
            }

            Extend(ruler, column, glyphs);
            ruler.Add(column == 0 ? glyphs.RulerStart : glyphs.Tick, ChartColors.Muted);
        }

        Extend(ruler, scale.Width, glyphs);
        foreach ((int column, _) in scale.Breaks)
        {
            ruler.Replace(column, $"{glyphs.Break}", ChartColors.Muted);
        }

        return [labels, ruler];
    }

    private static void Extend(ChartLine ruler, int column, ChartGlyphs glyphs)
    {
        while (ruler.Length < column)
        {
            ruler.Add(glyphs.Ruler, ChartColors.Muted);
        }
    }
}
