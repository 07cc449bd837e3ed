using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The lines below a chart: what its characters mean.</summary>
internal static class ChartLegend
{
    public static IEnumerable<ChartLine> Of(
        IReadOnlyList<RunTimeline> timelines,
        IReadOnlyList<TimeScale> scales,
        ChartOptions options) => ChartText.Wrap(Parts(timelines, scales, options.Glyphs), options.Width);

    private static IEnumerable<ChartLine> Parts(
        IReadOnlyList<RunTimeline> timelines,
        IReadOnlyList<TimeScale> scales,
        ChartGlyphs glyphs)
    {
        TaskAttempt[] attempts =
        [
            .. timelines.SelectMany(static timeline => timeline.Tasks).SelectMany(static task => task.Attempts),
        ];
        foreach ((TimelineSegmentKind kind, string name, string? color) in new[]
        {
            (TimelineSegmentKind.Queue, "queue", ChartColors.Muted),
            (TimelineSegmentKind.Setup, "setup", ChartColors.Setup),
            (TimelineSegmentKind.Execution, "execution", (string?)null),
            (TimelineSegmentKind.Cleanup, "cleanup", ChartColors.Cleanup),
        })
        {
            if (attempts.Any(attempt => attempt.Segments.Any(segment => segment.Kind == kind)))
            {
                yield return Part(glyphs.Of(kind), name, color);
            }
        }

        if (attempts.Any(static attempt => attempt.IsOnCriticalPath))
        {
            yield return Part(glyphs.Critical, "critical path", ChartColors.Critical);
            yield return Part(glyphs.Wait, "wait", ChartColors.Critical);
        }

        TimeSpan[] left = [.. scales.SelectMany(static scale => scale.Breaks).Select(static part => part.Duration)];
        if (left.Length > 0)
        {
            string duration = DisplayText.Duration(new TimeSpan(left.Sum(static part => part.Ticks)));
            yield return Part(glyphs.Break, $"{duration} before a repair", ChartColors.Muted);
        }
    }

    private static ChartLine Part(char glyph, string meaning, string? color) =>
        new ChartLine().Add(glyph, color).Add(' ').Add(meaning, ChartColors.Muted);
}
