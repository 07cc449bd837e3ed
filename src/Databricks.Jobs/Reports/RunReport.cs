using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>A report on a run for people: how it went, why it failed, and what its tasks did.</summary>
/// <remarks>Text of the run is escaped in each format, and what looks like a secret is <c>***</c>.</remarks>
public sealed class RunReport
{
    private static readonly Regex s_runUrl = new(
        "^(?<job>https?://[^/?#]+/jobs/[0-9]+)/runs/[0-9]+(?<query>\\?[^#]*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private RunReport(Run run, IReadOnlyCollection<TaskOutput> outputs, DateTimeOffset now)
    {
        Timeline = RunTimeline.Create(run, now);
        Outputs = [.. outputs];
        CreatedAt = now;
        if (Timeline.Outcome is { IsFinished: true, NeverRan: false } outcome && !outcome.Succeeded(true))
        {
            Failure = RunFailure.Read(run, FailedTaskReader.Of(run, outputs));
        }
    }

    /// <summary>A report on a run from what was already read of it.</summary>
    internal static RunReport Of(Run run, IReadOnlyCollection<TaskOutput> outputs, DateTimeOffset now) =>
        new(run, outputs, now);

    /// <summary>The run.</summary>
    public Run Run => Timeline.Run;

    /// <summary>When its tasks waited, started and ended.</summary>
    public RunTimeline Timeline { get; }

    /// <summary>When the run was read.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The outputs of the tasks; empty if they were not read.</summary>
    public IReadOnlyList<TaskOutput> Outputs { get; }

    /// <summary>The latest runs of the job, newest first; empty for a run without a job.</summary>
    public IReadOnlyList<BaseRun> RecentRuns { get; internal set; } = [];

    /// <summary>Why the run failed; null if it did not.</summary>
    public RunFailure? Failure { get; }

    /// <summary>The command that repairs the run, which the report shows if it failed; null for none.</summary>
    public string? RepairCommand { get; set; }

    /// <summary>The address of the job's page, from that of the run; null if it is not known.</summary>
    internal string? JobUrl => RunUrl.Of(Run) is { } url && s_runUrl.Match(url) is { Success: true } match
        ? match.Groups["job"].Value + match.Groups["query"].Value
        : null;

    /// <summary>One HTML page that needs nothing else: no script, font or image from elsewhere. A run of 1,000 tasks
    /// has less than 2 MB; long outputs are truncated.</summary>
    public string ToHtml() => ToHtml(HtmlReportFrame.File);

    /// <summary>Markdown for the summary of a pipeline, with a Gantt chart in Mermaid. It has less than 1 MB.</summary>
    public string ToMarkdown() => new MarkdownReport(this).ToString();

    /// <summary>The Gantt chart as an SVG image.</summary>
    public string ToSvg() => SvgReport.Of(this);

    /// <summary>The ID of the element of a page with the details of a task.</summary>
    internal string AnchorOf(string taskKey) => ReportTask.AnchorOf(Math.Max(
        0, Timeline.Tasks.Select(static task => task.TaskKey).ToList().IndexOf(taskKey)));

    internal string ToHtml(HtmlReportFrame frame) => new HtmlReport(this, frame).ToString();
}
