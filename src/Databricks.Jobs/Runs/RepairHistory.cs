using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Finds repairs in the history of a run.</summary>
internal static class RepairHistory
{
    private const string Original = "ORIGINAL";

    /// <summary>Whether an item is a repair, and not the original run.</summary>
    public static bool IsRepair(RepairHistoryItem item) => item.Id is not null && item.Type != Original;

    /// <returns>The latest repair; null if the run was never repaired.</returns>
    public static RepairHistoryItem? Latest(Run run)
    {
        RepairHistoryItem? latest = null;
        foreach (RepairHistoryItem item in run.RepairHistory ?? [])
        {
            if (!IsRepair(item)) continue;
            if (latest is null || !(item.StartTime < latest.StartTime)) latest = item;
        }

        return latest;
    }

    /// <summary>
    /// Whether the latest repair has ended. After a repair starts, a run can still show its previous result for a
    /// while.
    /// </summary>
    public static bool IsFinished(Run run, long? repairId)
    {
        RepairHistoryItem? latest = Latest(run);
        if (repairId is { } wanted && !(run.RepairHistory ?? []).Any(item => item.Id == wanted)) return false;
        if (latest is null || (latest.Status is null && latest.State is null)) return true;
        return RunOutcome.Of(latest).IsFinished;
    }
}
