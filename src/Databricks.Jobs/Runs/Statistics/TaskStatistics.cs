namespace Databricks.Jobs.Runs.Statistics;

/// <summary>What the runs of one task of a job have in common. A run counts once, with its last attempt.</summary>
public sealed class TaskStatistics : RunStatistics
{
    internal TaskStatistics()
    {
    }

    /// <summary>The key of the task.</summary>
    public string TaskKey { get; internal set; } = "";

    /// <summary>The number of all attempts that ran, including those of retries and repairs.</summary>
    public int Attempts { get; internal set; }

    /// <summary>
    /// The number of runs in which the task failed and then succeeded, in a retry or a repair of the same run.
    /// </summary>
    public int FlakyRuns { get; internal set; }

    /// <summary>Returns the key of the task.</summary>
    public override string ToString() => ScreenText.Line(TaskKey);
}
