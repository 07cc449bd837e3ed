namespace Databricks.Jobs.Runs.Timelines;

/// <summary>A period of one kind in a run, or in an attempt of a task.</summary>
public sealed class TimelineSegment
{
    internal TimelineSegment(TimelineSegmentKind kind, DateTimeOffset start, DateTimeOffset end)
    {
        Kind = kind;
        Start = start;
        End = end;
    }

    /// <summary>What the time is spent on.</summary>
    public TimelineSegmentKind Kind { get; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When it ends; later than the start.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The time from start to end.</summary>
    public TimeSpan Duration => End - Start;

    /// <summary>Kind and duration, such as <c>Setup 00:03:20</c>.</summary>
    public override string ToString() => $"{Kind} {Duration}";
}
