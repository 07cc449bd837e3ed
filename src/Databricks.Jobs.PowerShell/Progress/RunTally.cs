using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>What people count of runs and tasks, in the words of a sum.</summary>
internal static class RunTally
{
    public const string Running = "running";
    public const string Failed = "failed";
    public const string Succeeded = "succeeded";
    public const string Canceled = "canceled";
    public const string Skipped = "skipped";
    public const string Waiting = "waiting";

    private static readonly string[] s_order = [Failed, Running, Succeeded, Canceled, Skipped, Waiting];

    /// <summary>The word for an outcome. What waits has not started.</summary>
    public static string KindOf(RunOutcome outcome) => outcome switch
    {
        { IsFinished: false, State: "BLOCKED" or "QUEUED" or "WAITING" } => Waiting,
        { IsFinished: false } => Running,
        { NeverRan: true } => Skipped,
        { Result: nameof(RunResultState.CANCELED) } => Canceled,
        _ when outcome.Succeeded(acceptSuccessWithFailures: true) => Succeeded,
        _ => Failed,
    };

    /// <summary>Sums up words, such as <c>312 succeeded, 80 waiting</c>.</summary>
    public static string Sum(IEnumerable<string> kinds)
    {
        var counts = kinds
            .GroupBy(static kind => kind)
            .ToDictionary(static group => group.Key, static group => group.Count());
        return string.Join(", ", s_order.Where(counts.ContainsKey).Select(kind => $"{counts[kind]} {kind}"));
    }
}
