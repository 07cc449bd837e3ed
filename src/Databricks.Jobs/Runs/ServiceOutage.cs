namespace Databricks.Jobs.Runs;

/// <summary>A time during which the polls of a wait fail.</summary>
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

    /// <summary>The duration so far.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The problem of the latest attempt, as a sentence.</summary>
    public string Problem { get; }

    /// <summary>The time until the next attempt.</summary>
    public TimeSpan RepeatsIn { get; }

    /// <summary>Whether the outage is over.</summary>
    public bool IsOver { get; }
}
