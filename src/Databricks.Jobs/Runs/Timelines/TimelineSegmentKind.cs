namespace Databricks.Jobs.Runs.Timelines;

/// <summary>What a run, or an attempt of a task, spends its time on. The members are in the order of time.</summary>
public enum TimelineSegmentKind
{
    /// <summary>It waits for capacity; a run also waits while none of its tasks does anything.</summary>
    Queue,

    /// <summary>The compute resources start.</summary>
    Setup,

    /// <summary>The work itself.</summary>
    Execution,

    /// <summary>The compute resources stop.</summary>
    Cleanup,
}
