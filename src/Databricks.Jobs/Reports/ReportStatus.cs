using Databricks.Jobs.Models;

namespace Databricks.Jobs.Reports;

/// <summary>What a reader wants to know of a state first; it determines symbol and color. In the order in which tasks
/// are listed.</summary>
internal enum ReportStatus
{
    Failed,
    Running,
    Waiting,
    Skipped,
    Succeeded,
}

/// <summary>States as people read them.</summary>
internal static class ReportStatuses
{
    public static ReportStatus Of(RunOutcome outcome) => outcome switch
    {
        { IsFinished: false, State: "RUNNING" or "TERMINATING" } => ReportStatus.Running,
        { IsFinished: false } => ReportStatus.Waiting,
        { NeverRan: true } or { Result: "CANCELED" } => ReportStatus.Skipped,
        _ when outcome.Succeeded(acceptSuccessWithFailures: true) => ReportStatus.Succeeded,
        _ => ReportStatus.Failed,
    };

    /// <summary>The class in the style sheet, and the name of the symbol.</summary>
    public static string ClassOf(ReportStatus status) => status switch
    {
        ReportStatus.Failed => "bad",
        ReportStatus.Running => "run",
        ReportStatus.Waiting => "wait",
        ReportStatus.Skipped => "skip",
        _ => "ok",
    };

    /// <summary>The heading of the tasks with this status.</summary>
    public static string HeadingOf(ReportStatus status) => status switch
    {
        ReportStatus.Failed => "Failed",
        ReportStatus.Running => "In progress",
        ReportStatus.Waiting => "Waiting",
        ReportStatus.Skipped => "Canceled or not run",
        _ => "Succeeded",
    };

    /// <summary>A value of the service as a word, such as <c>Upstream failed</c>.</summary>
    public static string Word(string value)
    {
        string words = value.Replace('_', ' ').ToLowerInvariant();
        return words.Length == 0 ? "Unknown" : char.ToUpperInvariant(words[0]) + words.Substring(1);
    }
}
