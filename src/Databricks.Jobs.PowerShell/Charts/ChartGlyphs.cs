using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The characters of a chart. Each has the width of one column.</summary>
internal sealed class ChartGlyphs
{
    private readonly string _segments;
    private readonly string _results;

    private ChartGlyphs(string segments, string results)
    {
        _segments = segments;
        _results = results;
    }

    /// <summary>Characters that terminals of all systems have.</summary>
    public static ChartGlyphs Unicode { get; } = new("·░█▒", "✓✗■-►○")
    {
        Critical = '┃',
        Wait = '╌',
        Break = '╱',
        Grid = '┊',
        Ruler = '─',
        Tick = '┴',
        RulerStart = '└',
        Further = '↳',
        Ellipsis = '…',
        Dash = '–',
        Arrow = '→',
        Separator = '│',
    };

    /// <summary>Only ASCII characters.</summary>
    public static ChartGlyphs Ascii { get; } = new(".:#=", "+x!->o")
    {
        Critical = '*',
        Wait = '_',
        Break = '/',
        Grid = ' ',
        Ruler = '-',
        Tick = '+',
        RulerStart = '+',
        Further = '\\',
        Ellipsis = '~',
        Dash = '-',
        Arrow = '>',
        Separator = '|',
    };

    /// <summary>Marks the rows of the critical path.</summary>
    public char Critical { get; private set; }

    /// <summary>The time that the critical path waited before an attempt.</summary>
    public char Wait { get; private set; }

    /// <summary>Time that is left out.</summary>
    public char Break { get; private set; }

    public char Grid { get; private set; }

    public char Ruler { get; private set; }

    public char Tick { get; private set; }

    public char RulerStart { get; private set; }

    /// <summary>Before the name of a further attempt.</summary>
    public char Further { get; private set; }

    public char Ellipsis { get; private set; }

    /// <summary>Between two times.</summary>
    public char Dash { get; private set; }

    /// <summary>Between two tasks.</summary>
    public char Arrow { get; private set; }

    /// <summary>Between two runs.</summary>
    public char Separator { get; private set; }

    /// <summary>The end of a bar that is still growing.</summary>
    public char Growing => _results[4];

    public char Of(TimelineSegmentKind kind) => _segments[(int)kind];

    public char Of(RunOutcome outcome, bool isActive) => _results[outcome switch
    {
        { IsSuccess: true } => 0,
        { NeverRan: true } => 3,
        { Result: "CANCELED" or "TIMEDOUT" } => 2,
        { IsFinished: true } => 1,
        _ => isActive ? 4 : 5,
    }];
}
