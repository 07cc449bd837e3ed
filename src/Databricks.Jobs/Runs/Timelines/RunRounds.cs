using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Timelines;

/// <summary>The original run and its repairs as periods.</summary>
internal static class RunRounds
{
    /// <summary>The periods in which a run was in progress, in order; without a repair history, there is one.</summary>
    public static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Of(
        Run run,
        DateTimeOffset start,
        DateTimeOffset end)
    {
        RepairHistoryItem[] rounds = InOrder(run);
        if (rounds.Length < 2)
        {
            yield return (start, end);
            yield break;
        }

        DateTimeOffset from = start;
        for (int i = 0; i < rounds.Length; i++)
        {
            bool isLast = i == rounds.Length - 1;
            DateTimeOffset roundStart = i == 0 ? start : rounds[i].StartTime!.Value;
            DateTimeOffset roundEnd = isLast ? end : rounds[i].EndTime ?? rounds[i + 1].StartTime!.Value;
            if (roundStart < from) roundStart = from;
            if (roundEnd > end) roundEnd = end;
            if (roundEnd <= roundStart) continue;
            yield return (roundStart, roundEnd);
            from = roundEnd;
        }
    }

    /// <summary>The original run and the repairs, by the run ID of each attempt that they ran.</summary>
    public static Dictionary<long, RepairHistoryItem> ByTaskRun(Run run)
    {
        var rounds = new Dictionary<long, RepairHistoryItem>();
        // The first one counts, because a repair can also list the attempts that it kept.
        foreach (RepairHistoryItem round in Enumerable.Reverse(InOrder(run)))
        {
            foreach (long runId in round.TaskRunIds ?? []) rounds[runId] = round;
        }

        return rounds;
    }

    private static RepairHistoryItem[] InOrder(Run run) =>
    [
        .. (run.RepairHistory ?? [])
            .Where(static round => round.StartTime is not null)
            .OrderBy(static round => round.StartTime),
    ];
}
