using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>The lines of the live view of a wait, for a window of any size. What does not fit is summed up in one
/// line; what runs and what failed gives way last.</summary>
internal sealed class LiveFrame(Pen pen, int width, int height)
{
    private const int StateWidth = 60;
    private const int WideWidth = 100;
    private const int BarWidth = 80;
    private const int BarCells = 20;
    private const int ElapsedCells = 7;
    private const int ExpectedCells = 8;
    private const int MinNameCells = 16;
    private const int NoteCells = 24;

    // The last column stays free: some terminals wrap a line that fills it. The last line is the cursor's.
    private readonly int _width = width - 1;
    private readonly int _height = height - 1;

    public IReadOnlyList<ScreenLine> Show(WatchedRuns runs, DateTimeOffset now)
    {
        var lines = new List<ScreenLine>();
        int room = _height - (runs.Outage is null ? 0 : 1);
        lines.AddRange(runs.All is [var only] ? ShowOne(only, now, room) : ShowMany(runs.All, now, room));
        if (runs.Outage is { } outage)
        {
            lines.Add(Line(pen.Cut(ScreenText.Line(outage), _width), "33"));
        }

        return lines;
    }

    private IEnumerable<ScreenLine> ShowOne(WatchedRun run, DateTimeOffset now, int room)
    {
        LiveRow head = LiveRow.Of(run, now, _width >= WideWidth - 1) with { Note = run.Problem ?? "" };
        if (run.TimelineAt(now) is not { } timeline)
        {
            return Table([head]);
        }

        IReadOnlyList<LiveRow> tasks = Select(TasksOf(run, timeline), room - 2, out string? rest);
        ScreenLine[] table = [.. Table([head, .. tasks])];
        ScreenLine facts = ShowFacts(run.PercentAt(now), DescribePhases(timeline));
        return [table[0], facts, .. table.Skip(1), .. Rest(rest)];
    }

    private IEnumerable<ScreenLine> ShowMany(IReadOnlyList<WatchedRun> runs, DateTimeOffset now, int room)
    {
        LiveRow[] heads = [.. runs.Select(run => LiveRow.Of(run, now, hasId: _width >= BarWidth - 1))];
        int tasks = runs.Sum(run => run.TimelineAt(now)?.Tasks.Count ?? 0);
        if (heads.Length + tasks > room)
        {
            return Table(Select(heads, room, out string? rest)).Concat(Rest(rest));
        }

        return Table([.. runs.SelectMany((run, index) => run.TimelineAt(now) is { } timeline
            ? TasksOf(run, timeline, "  ").Prepend(heads[index])
            : [heads[index]])]);
    }

    private IReadOnlyList<LiveRow> TasksOf(WatchedRun run, RunTimeline timeline, string indent = "") =>
    [
        .. TaskTree.Of(timeline.Tasks, pen.IsUnicode).Select(item =>
            LiveRow.Of(item.Task, run.Expected?.OfTask(item.Task.TaskKey), indent + item.Prefix)),
    ];

    /// <summary>The rows that fit, in their order, and the sum of the others.</summary>
    private static IReadOnlyList<LiveRow> Select(IReadOnlyList<LiveRow> rows, int room, out string? rest)
    {
        rest = null;
        if (rows.Count <= room)
        {
            return rows;
        }

        var shown = new HashSet<LiveRow>(
            rows.OrderBy(RankOf).ThenByDescending(static row => row.End).Take(Math.Max(0, room - 1)),
            ReferenceComparer.Instance);
        rest = "+ " + RunTally.Sum(rows.Where(row => !shown.Contains(row)).Select(static row => row.Kind));
        return [.. rows.Where(shown.Contains)];
    }

    private static int RankOf(LiveRow row) => row.Kind switch
    {
        RunTally.Failed => 0,
        RunTally.Running => 1,
        RunTally.Waiting => 3,
        _ => 2,
    };

    private IEnumerable<ScreenLine> Rest(string? rest) =>
        rest is null ? [] : [Line(pen.Cut(rest, _width), "90")];

    private ScreenLine ShowFacts(int? percent, string facts)
    {
        string bar = "";
        if (percent is { } known && _width >= BarWidth - 1)
        {
            int full = known * BarCells / 100;
            (char done, char left) = pen.IsUnicode ? ('\u2588', '\u2591') : ('#', '.');
            bar = $"{new string(done, full)}{new string(left, BarCells - full)} {known,3}%  ";
        }

        return Line("  " + pen.Cut(bar + facts, _width - 2), null);
    }

    private static string DescribePhases(RunTimeline timeline)
    {
        string phases = string.Join(", ", new (string Name, TimeSpan Time)[]
        {
            ("queue", timeline.Queue),
            ("cluster start", timeline.Setup),
            ("execution", timeline.Execution),
            ("cleanup", timeline.Cleanup),
        }.Where(static phase => phase.Time >= TimeSpan.FromSeconds(1))
            .Select(static phase => $"{phase.Name} {DisplayText.Duration(phase.Time)}"));
        string sum = RunTally.Sum(timeline.Tasks.Select(static task => RunTally.KindOf(task.Outcome)));
        string reason = timeline.Outcome.State == "QUEUED" ? ScreenText.Line(timeline.Outcome.Message) : "";
        return string.Join("; ", new[] { sum, phases, reason }.Where(static text => text.Length > 0));
    }

    private IEnumerable<ScreenLine> Table(IReadOnlyList<LiveRow> rows)
    {
        int stateCells = _width < StateWidth ? 0
            : Math.Min(rows.Max(static row => row.State.Length), _width < WideWidth ? 12 : 21) + 1;
        int fixedCells = 2 + stateCells + 1 + ElapsedCells + 1 + ExpectedCells;
        int longest = rows.Max(row => pen.Measure(row.Name));
        int room = _width - fixedCells;
        int nameCells = Math.Max(
            Math.Min(longest, room), Math.Min(MinNameCells, room));
        bool hasNotes = _width >= StateWidth;
        if (hasNotes)
        {
            nameCells = Math.Min(nameCells, Math.Max(MinNameCells, room - NoteCells));
        }

        foreach (LiveRow row in rows)
        {
            (string glyph, string? color) = LookOf(row.Kind);
            string elapsed = pen.Fit(DisplayText.Duration(row.Elapsed), ElapsedCells, alignsRight: true);
            string expected = row.Expected is { } known ? $"~{DisplayText.Duration(known)}" : "";
            bool isLate = row.Elapsed > row.Expected && row.Kind == RunTally.Running;
            string note = hasNotes ? pen.Cut(row.Note, room - nameCells - 2) : "";
            string text = pen.Paint(glyph, color) + " "
                + pen.Paint(pen.Fit(row.Name, nameCells), row.IsRun ? "1" : null)
                + (stateCells == 0 ? "" : " " + pen.Paint(pen.Fit(row.State, stateCells - 1), color))
                + " " + pen.Paint(elapsed, isLate ? "33" : null)
                + " " + pen.Paint(pen.Fit(expected, ExpectedCells), "90")
                + (note.Length == 0 ? "" : "  " + note);
            int cells = fixedCells + nameCells + (note.Length == 0 ? 0 : 2 + pen.Measure(note));
            yield return new ScreenLine(text, cells);
        }
    }

    private (string Glyph, string? Color) LookOf(string kind) => kind switch
    {
        RunTally.Succeeded => (pen.IsUnicode ? "\u2713" : "+", "32"),
        RunTally.Failed => (pen.IsUnicode ? "\u2717" : "x", "31"),
        RunTally.Running => (pen.IsUnicode ? "\u25cf" : "*", "36"),
        RunTally.Canceled => ("-", "33"),
        RunTally.Skipped => ("-", "90"),
        _ => (pen.IsUnicode ? "\u00b7" : ".", "90"),
    };

    private ScreenLine Line(string text, string? color) => new(pen.Paint(text, color), pen.Measure(text));

    /// <summary>Rows can be equal, such as two attempts of the same name.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<LiveRow>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(LiveRow? x, LiveRow? y) => ReferenceEquals(x, y);

        public int GetHashCode(LiveRow row) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(row);
    }
}
