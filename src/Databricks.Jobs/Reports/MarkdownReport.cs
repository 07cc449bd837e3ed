using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Reports;

/// <summary>A report as Markdown, for the summary of a build.</summary>
internal sealed class MarkdownReport(RunReport report)
{
    // Of the megabyte that GitHub allows, so that a summary has room for several runs.
    private const int MaxRows = 200;
    private const int MaxCell = 200;
    private const int MaxError = 6_000;

    private readonly IReadOnlyList<ReportTask> _tasks = ReportTask.Of(report.Timeline, report.Outputs);
    private readonly StringBuilder _text = new();

    private Run Run => report.Run;

    public override string ToString()
    {
        AddHeader();
        AddFailure();
        AddTasks();
        AddParameters();
        return _text.ToString();
    }

    private static string Mark(ReportStatus status) => status switch
    {
        ReportStatus.Failed => "❌",
        ReportStatus.Running => "▶️",
        ReportStatus.Waiting => "⏳",
        ReportStatus.Skipped => "➖",
        _ => "✅",
    };

    private static string Cell(string? text) => MarkdownText.Line(ReportText.Excerpt(text, MaxCell));

    private MarkdownReport Add(FormattableString text)
    {
        _text.Append(text.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    private void AddHeader()
    {
        RunOutcome outcome = report.Timeline.Outcome;
        string name = string.IsNullOrWhiteSpace(Run.RunName) ? "Untitled" : Run.RunName!;
        Add($"## {Mark(ReportStatuses.Of(outcome))} {MarkdownText.Line(name.Truncate(MaxCell, "…"))}: ")
            .Add($"{MarkdownText.Line(ReportStatuses.Word(outcome.ToString()))}\n\n")
            .Add($"{MarkdownText.Link($"Run {Run.RunId}", RunUrl.Of(Run))}");
        if (report.JobUrl is { } job) Add($" of {MarkdownText.Link($"job {Run.JobId}", job)}");
        Add($", started {ReportTime.Of(report.Timeline.Start)}, ")
            .Add($"{(report.Timeline.IsActive ? "in progress for" : "took")} ")
            .Add($"{DurationText.Of(report.Timeline.Duration)}.\n\n");
    }

    private void AddFailure()
    {
        if (report.Failure is not { } failure) return;
        Add($"### Why it failed\n\n");
        foreach (string line in failure.ToLines()) Add($"{MarkdownText.Line(ReportText.Redact(line))}\n\n");
        string error = ReportText.Excerpt(Phrase.Join("\n\n", failure.Error, failure.Trace), MaxError);
        if (error.Length > 0)
        {
            Add($"<details><summary>Error</summary>\n\n{MarkdownText.Block(error)}\n</details>\n\n");
        }

        if (failure.IsRepairable && report.RepairCommand is { Length: > 0 } command)
        {
            Add($"To repair it:\n\n{MarkdownText.Block(command, "powershell")}\n");
        }
    }

    private void AddTasks()
    {
        if (_tasks.Count == 0) return;
        ReportTask[] shown = [.. _tasks.OrderBy(static task => task.Status).Take(MaxRows)];
        Add($"### Tasks\n\n| Task | Result | Duration | Attempts | Message |\n|---|---|--:|--:|---|\n");
        foreach (ReportTask task in shown)
        {
            string name = task.Timeline.IsOnCriticalPath ? $"**{Cell(task.Name)}**" : Cell(task.Name);
            string message = task.Status == ReportStatus.Failed
                ? task.Output?.Error ?? task.Timeline.Outcome.Message
                : "";
            int started = task.Timeline.Attempts.Count(static attempt => attempt.Start is not null);
            Add($"| {name} | {Mark(task.Status)} {Cell(ReportStatuses.Word(task.Timeline.State))} ")
                .Add($"| {DurationText.Of(task.Duration)} | {started} | {Cell(message)} |\n");
        }

        if (_tasks.Count > shown.Length)
        {
            Add($"\n{_tasks.Count - shown.Length} more tasks are not shown.\n");
        }

        Add($"\nThe critical path is in bold.\n\n");
        string chart = MermaidGantt.Of(shown);
        if (chart.Length > 0) Add($"{MarkdownText.Block(chart, "mermaid")}\n");
    }

    private void AddParameters()
    {
        JobParameter[] parameters = [.. (Run.JobParameters ?? []).Where(static one => one?.Name is not null)];
        if (parameters.Length == 0) return;
        Add($"### Parameters\n\n| Name | Value |\n|---|---|\n");
        foreach (JobParameter parameter in parameters)
        {
            string value = ReportText.RedactValue(parameter.Name!, parameter.Value ?? parameter.Default);
            Add($"| {Cell(parameter.Name)} | {Cell(value)} |\n");
        }
    }
}
