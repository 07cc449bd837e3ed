using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>A report as one HTML page without anything from elsewhere, and without a script unless it is live.
/// </summary>
internal sealed partial class HtmlReport
{
    private const string GanttId = "gantt";
    private const string TasksId = "tasks";

    private readonly RunReport _report;
    private readonly RunTimeline _timeline;
    private readonly HtmlReportFrame _frame;
    private readonly IReadOnlyList<ReportTask> _tasks;
    private readonly Dictionary<ReportTask, TaskTexts> _texts;
    private readonly bool _hasAllTexts;
    private readonly ReportStatus _status;

    public HtmlReport(RunReport report, HtmlReportFrame frame)
    {
        _report = report;
        _timeline = report.Timeline;
        _frame = frame;
        _tasks = ReportTask.Of(_timeline, report.Outputs);
        _texts = TaskTexts.Of(_tasks, out _hasAllTexts);
        _status = ReportStatuses.Of(_timeline.Outcome);
    }

    private Run Run => _report.Run;

    private string Name => string.IsNullOrWhiteSpace(Run.RunName) ? "Untitled" : Run.RunName!;

    // What every task has is shorter in a large run, so that the page stays small.
    private bool IsLarge => _tasks.Count > 300;

    private bool IsLive => _frame.IsLive && _timeline.IsActive;

    /// <summary>The page.</summary>
    public override string ToString()
    {
        string state = ReportStatuses.Word(_timeline.Outcome.ToString());
        var body = new MarkupWriter();
        body.Add($"<nav class=\"top\" aria-label=\"Path\">{Crumbs()}</nav><main>");
        body.Add(Header(state)).Add(Why());
        if (_tasks.Count > 0) body.Add(Graph()).Add(Gantt()).Add(Tasks());
        body.Add(Parameters()).Add(Repairs()).Add(RecentRuns());
        body.Add($"</main><footer><p>{Footer()}</p></footer>");
        return HtmlPage.Of($"{state}: {Name}, run {Run.RunId}", _status, body.ToMarkup(), IsLive);
    }

    private Markup Crumbs()
    {
        var crumbs = new MarkupWriter();
        crumbs.Add($"<div class=\"crumbs\">");
        if (_frame.HomeUrl is { } home) crumbs.Add($"<a href=\"{home}\">Workspace</a><span>/</span>");
        string jobUrl = MarkupText.Url(_report.JobUrl);
        if (jobUrl.Length > 0)
        {
            crumbs.Add($"<a href=\"{jobUrl}\">Job {Run.JobId ?? 0}</a><span>/</span>");
        }

        string runUrl = MarkupText.Url(RunUrl.Of(Run));
        crumbs.Add(runUrl.Length > 0 && _frame.HomeUrl is null
            ? Markup.Of($"<a href=\"{runUrl}\">Run {Run.RunId ?? 0}</a>")
            : Markup.Of($"<span>Run {Run.RunId ?? 0}</span>"));
        if (IsLive)
        {
            crumbs.Add($"""
                <span class="live"><span role="status" data-note></span>
                <noscript>Reload the page to update it.</noscript>
                """);
            crumbs.Add($"<button type=\"button\" data-pause hidden>Pause updates</button></span>");
        }

        return crumbs.Add($"</div>").ToMarkup();
    }

    private Markup Header(string state)
    {
        var header = new MarkupWriter();
        header.Add($"<header data-live=\"header\"><div class=\"title\"><h1>{Name}</h1>");
        header.Add($"<span class=\"state {ReportStatuses.ClassOf(_status)}\">{HtmlPage.Icon(_status)}{state}</span>");
        header.Add($"</div>");
        header.Add($"<dl class=\"facts\">");
        AddFact(header, "Duration", Markup.Of($"{DurationText.Of(_timeline.Duration)}"), Phases());
        AddFact(header, "Started", ReportTime.Element(Run.StartTime), null);
        if (!_timeline.IsActive) AddFact(header, "Ended", ReportTime.Element(_timeline.End), null);
        AddFact(header, "Tasks", Markup.Of($"{TaskCounts()}"), null);
        AddFact(
            header,
            "Started by",
            Markup.Of($"{Run.CreatorUserName}"),
            Run.Trigger is { } trigger ? ReportStatuses.Word(trigger) : null);
        return header.Add($"</dl></header>").ToMarkup();
    }

    private static void AddFact(MarkupWriter header, string name, Markup value, string? detail)
    {
        if (value.Text.Length == 0 && string.IsNullOrEmpty(detail)) return;
        header.Add($"<div><dt>{name}</dt><dd>{value}");
        if (!string.IsNullOrEmpty(detail)) header.Add($"<small>{detail}</small>");
        header.Add($"</dd></div>");
    }

    // Only one phase is the duration itself.
    private string Phases()
    {
        string[] phases =
        [
            .. new (string Name, TimeSpan Duration)[]
            {
                ("queue", _timeline.Queue), ("setup", _timeline.Setup),
                ("execution", _timeline.Execution), ("cleanup", _timeline.Cleanup),
            }.Where(static phase => phase.Duration > TimeSpan.Zero)
                .Select(static phase => $"{phase.Name} {DurationText.Of(phase.Duration)}"),
        ];
        return phases.Length > 1 ? string.Join(", ", phases) : "";
    }

    private string TaskCounts() => string.Join(", ", _tasks
        .GroupBy(static task => task.Status)
        .OrderBy(static group => group.Key)
        .Select(static group => $"{group.Count()} {ReportStatuses.HeadingOf(group.Key).ToLowerInvariant()}"));

    private Markup Why()
    {
        if (_report.Failure is not { } failure) return Markup.Of($"<div data-live=\"why\"></div>");
        var why = new MarkupWriter();
        why.Add($"<section class=\"why\" data-live=\"why\" aria-labelledby=\"why\"><h2 id=\"why\">");
        why.Add($"{HtmlPage.Icon(ReportStatus.Failed)}Why it failed</h2>");
        string cause = ReportText.Excerpt(failure.Cause, 2_000);
        if (cause.Length > 0) why.Add($"<p class=\"cause\">{cause}</p>");
        why.Add($"<dl>");
        if (failure.FirstTask is { } first)
        {
            why.Add($"<dt>First failure</dt><dd>{LinkTo(first.TaskKey)}, {ReportStatuses.Word(first.Result)}</dd>");
        }

        AddKeys(why, "Did not run", failure.Blocked);
        AddKeys(why, "Also failed", [.. failure.OtherFailures.Select(static task => task.TaskKey)]);
        if (failure.IsRepairable && _report.RepairCommand is { Length: > 0 } command)
        {
            why.Add($"<dt>To repair it</dt><dd><code>{command}</code></dd>");
        }

        return why.Add($"</dl></section>").ToMarkup();
    }

    private void AddKeys(MarkupWriter list, string name, IReadOnlyCollection<string> keys)
    {
        const int MaxNamed = 12;
        if (keys.Count == 0) return;
        list.Add($"<dt>{name}</dt><dd>");
        int count = 0;
        foreach (string key in keys.Take(MaxNamed))
        {
            list.Add($"{(count++ > 0 ? ", " : "")}{LinkTo(key)}");
        }

        if (keys.Count > MaxNamed) list.Add($" and {keys.Count - MaxNamed} more");
        list.Add($"</dd>");
    }

    private Markup LinkTo(string taskKey) =>
        _tasks.FirstOrDefault(task => task.Timeline.TaskKey == taskKey) is { } found
            ? Markup.Of($"<a href=\"#{found.Anchor}\">{found.Name}</a>")
            : Markup.Of($"{taskKey}");

    private string Footer() => $"Written on {ReportTime.Of(_report.CreatedAt)}. Times are in UTC.";
}
