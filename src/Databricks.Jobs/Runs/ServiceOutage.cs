namespace Databricks.Jobs.Runs;

/// <summary>A time in which the service does not answer as it should to one who waits for a run.</summary>
public sealed class ServiceOutage
{
    internal ServiceOutage(DateTimeOffset since, TimeSpan elapsed, string problem, TimeSpan repeatsIn, bool isOver)
    {
        Since = since;
        Elapsed = elapsed;
        Problem = problem;
        RepeatsIn = repeatsIn;
        IsOver = isOver;
    }

    /// <summary>When the first attempt failed.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What the latest attempt met with, as a sentence.</summary>
    public string Problem { get; }

    /// <summary>How long until the next attempt.</summary>
    public TimeSpan RepeatsIn { get; }

    /// <summary>Whether the service answers again.</summary>
    public bool IsOver { get; }
}
