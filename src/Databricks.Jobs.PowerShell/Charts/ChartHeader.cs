using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The lines above the chart of a run: which run it is, its result, its times and its critical path.</summary>
internal static class ChartHeader
{
    public static IEnumerable<ChartLine> Of(RunTimeline timeline, ChartOptions options) =>
        ChartText.Wrap(Title(timeline, options), options.Width)
            .Concat(ChartText.Wrap(Times(timeline, options.Glyphs), options.Width))
            .Concat(Path(timeline, options));

    /// <summary>The lines above the charts of several runs of a job.</summary>
    public static IEnumerable<ChartLine> Of(IReadOnlyList<RunTimeline> timelines, ChartOptions options)
    {
        Run latest = timelines[timelines.Count - 1].Run;
        return ChartText.Wrap(
            [
                Name(latest, options.Width, options.Glyphs),
                new ChartLine().Add($"job {latest.JobId}", ChartColors.Muted),
                new ChartLine().Add($"{timelines.Count} runs"),
            ],
            options.Width);
    }

    private static ChartLine Name(Run run, int room, ChartGlyphs glyphs) => new ChartLine()
        .Add(ChartText.Fit(ScreenText.Line(run.RunName ?? "Run"), room, glyphs), ChartColors.Critical);

    private static IEnumerable<ChartLine> Title(RunTimeline timeline, ChartOptions options)
    {
        Run run = timeline.Run;
        string state = timeline.Outcome.ToString();
        string color = FormatFunctions.ColorOf(state);
        yield return new ChartLine()
            .Add(options.Glyphs.Of(timeline.Outcome, timeline.IsActive), color)
            .Add(' ')
            .Add(Name(run, options.Width - 2, options.Glyphs));
        yield return new ChartLine().Add(state, color);
        if (run.RunId is { } runId)
        {
            yield return new ChartLine().Add($"run {runId}");
        }

        if (run.JobId is > 0 and var jobId)
        {
            yield return new ChartLine().Add($"job {jobId}", ChartColors.Muted);
        }
    }

    private static IEnumerable<ChartLine> Times(RunTimeline timeline, ChartGlyphs glyphs)
    {
        string end = timeline.IsActive ? "now" : EndOf(timeline);
        yield return new ChartLine().Add($"{DisplayText.Time(timeline.Start)} {glyphs.Dash} {end}");
        yield return new ChartLine().Add(DisplayText.Duration(timeline.Duration), ChartColors.Critical);
        (string Name, TimeSpan Time)[] phases =
        [
            ("queue", timeline.Queue), ("setup", timeline.Setup), ("execution", timeline.Execution),
            ("cleanup", timeline.Cleanup),
        ];
        foreach ((string name, TimeSpan time) in phases)
        {
            if (time > TimeSpan.Zero)
            {
                yield return new ChartLine().Add($"{name} {DisplayText.Duration(time)}", ChartColors.Muted);
            }
        }
    }

    // The day only if it is another one.
    private static string EndOf(RunTimeline timeline)
    {
        string start = DisplayText.Time(timeline.Start);
        string end = DisplayText.Time(timeline.End);
        return end.Substring(0, 10) == start.Substring(0, 10) ? end.Substring(11) : end;
    }

    private static IEnumerable<ChartLine> Path(RunTimeline timeline, ChartOptions options)
    {
        if (timeline.CriticalPath.Count < 2)
        {
            yield break;
        }

        const string Label = "Critical path: ";
        string path = string.Join($" {options.Glyphs.Arrow} ", timeline.CriticalPath.Select(ScreenText.Line));
        yield return new ChartLine()
            .Add(Label, ChartColors.Muted)
            .Add(ChartText.Fit(path, options.Width - Label.Length, options.Glyphs));
    }
}
