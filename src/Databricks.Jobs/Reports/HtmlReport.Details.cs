using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <content>The tasks one by one, the parameters and the repairs.</content>
internal sealed partial class HtmlReport
{
    // More open tasks than these would hide the others.
    private const int MaxOpen = 5;

    private Markup Tasks()
    {
        var html = new MarkupWriter();
        html.Add($"<section class=\"long\" id=\"{TasksId}\" data-live=\"tasks\"><h2>Tasks</h2>");
        if (!_hasAllTexts)
        {
            html.Add($"<p class=\"quiet\">The outputs of some tasks are not shown, because the page has no room for ");
            html.Add($"them. Those of failed tasks come first.</p>");
        }

        int open = 0;
        foreach (IGrouping<ReportStatus, ReportTask> group in _tasks
            .GroupBy(static task => task.Status)
            .OrderBy(static group => group.Key))
        {
            html.Add($"<h3>{ReportStatuses.HeadingOf(group.Key)} ({group.Count()})</h3><div>");
            foreach (ReportTask task in group)
            {
                AddTask(html, task, isOpen: group.Key == ReportStatus.Failed && open++ < MaxOpen);
            }

            html.Add($"</div>");
        }

        return html.Add($"</section>").ToMarkup();
    }

    private void AddTask(MarkupWriter html, ReportTask task, bool isOpen)
    {
        // The address of a task names the content: browsers open what contains it.
        html.Add($"<details class=\"task\" id=\"{task.Anchor}-fold\"{new Markup(isOpen ? " open" : "")}><summary>");
        html.Add($"{HtmlPage.Icon(task.Status)}<span class=\"name\">{task.Name}</span>");
        html.Add($"<span class=\"what\">{(IsLarge ? null : task.Action)}</span>");
        if (task.Timeline.IsOnCriticalPath) html.Add($"<span class=\"tag\">critical path</span>");
        int attempts = task.Timeline.Attempts.Count;
        if (attempts > 1) html.Add($"<span class=\"tag\">{attempts} attempts</span>");
        html.Add($"<span class=\"num\">{task.Summary}</span></summary>");
        html.Add($"<div class=\"body\" id=\"{task.Anchor}\">");
        AddFacts(html, task);
        if (attempts > 1) html.Add(Attempts(task));
        AddTexts(html, _texts[task]);
        html.Add($"</div></details>");
    }

    private void AddFacts(MarkupWriter html, ReportTask task)
    {
        html.Add($"<dl>");
        AddKeys(html, "Depends on", task.Timeline.DependsOn);
        if (task.Timeline.Iterations is { } stats)
        {
            html.Add($"<dt>Iterations</dt><dd>{stats.SucceededIterations ?? 0} of {stats.TotalIterations ?? 0} ");
            html.Add($"succeeded");
            html.Add($", {stats.FailedIterations ?? 0} failed, {stats.ActiveIterations ?? 0} active</dd>");
        }

        if (task.Timeline.Last is { Start: { } start } last)
        {
            html.Add($"<dt>Started</dt><dd>{ReportTime.Element(start)}</dd>");
            if (last.Segments.Count > 1)
            {
                html.Add($"<dt>Time</dt><dd>{string.Join(", ", last.Segments.Select(SegmentText))}</dd>");
            }
        }

        string url = MarkupText.Url(RunUrl.Of(task.Timeline.Last.Task));
        if (url.Length > 0 && _frame.HomeUrl is null && (!IsLarge || task.Status == ReportStatus.Failed))
        {
            html.Add($"<dt>Page</dt><dd><a href=\"{url}\">Run {task.Timeline.Last.RunId ?? 0}</a></dd>");
        }

        html.Add($"</dl>");
    }

    private static string SegmentText(TimelineSegment segment) =>
        $"{segment.Kind.ToString().ToLowerInvariant()} {DurationText.Of(segment.Duration)}";

    private static Markup Attempts(ReportTask task)
    {
        var rows = new MarkupWriter();
        foreach (TaskAttempt attempt in task.Timeline.Attempts)
        {
            string kind = attempt.RepairId is not null ? "repair" : attempt.AttemptNumber > 0 ? "retry" : "original";
            rows.Add($"<tr><th scope=\"row\">{attempt.AttemptNumber + 1}</th><td>{kind}</td>");
            rows.Add($"<td>{ReportStatuses.Word(attempt.State)}</td>");
            rows.Add($"<td class=\"num\">{ReportTime.Element(attempt.Start)}</td>");
            rows.Add($"<td class=\"num\">{(attempt.Start is null ? "" : DurationText.Of(attempt.Duration))}</td></tr>");
        }

        return Markup.Of($"""
            <div class="scroll" role="group" tabindex="0" aria-label="Attempts of {task.Name}"><table><thead><tr>
            <th scope="col">Attempt</th><th scope="col">Kind</th><th scope="col">Result</th>
            <th scope="col" class="num">Started</th><th scope="col" class="num">Duration</th></tr></thead>
            <tbody>{rows.ToMarkup()}</tbody></table></div>
            """);
    }

    private static void AddTexts(MarkupWriter html, TaskTexts texts)
    {
        AddText(html, "Message", texts.Message, isFolded: false);
        AddText(html, "Error", texts.Error, isFolded: false);
        AddText(html, "Output", texts.Result, isFolded: false);
        AddText(html, "Trace", texts.Trace, isFolded: true);
        AddText(html, "Log", texts.Logs, isFolded: true);
        foreach ((string input, string result, string error) in texts.Iterations)
        {
            AddText(html, $"{input}: {result}", error.Length > 0 ? error : result, isFolded: true);
        }
    }

    private static void AddText(MarkupWriter html, string label, string text, bool isFolded)
    {
        if (text.Length == 0) return;
        var block = Markup.Of($"""
            <pre tabindex="0" role="group" aria-label="{label}">{MarkupText.Block(text)}</pre>
            """);
        html.Add(isFolded
            ? Markup.Of($"<details><summary>{label}</summary>{block}</details>")
            : Markup.Of($"<div><p class=\"label\">{label}</p>{block}</div>"));
    }

    private Markup Parameters()
    {
        List<JobParameter> parameters = [.. (Run.JobParameters ?? []).Where(static one => one?.Name is not null)];
        if (parameters.Count == 0) return Markup.None;
        var rows = new MarkupWriter();
        foreach (JobParameter parameter in parameters)
        {
            string value = ReportText.RedactValue(parameter.Name!, parameter.Value ?? parameter.Default);
            bool isDefault = parameter.Value is null || parameter.Value == parameter.Default;
            rows.Add($"<tr><th scope=\"row\" class=\"any\">{parameter.Name}</th>");
            rows.Add($"<td class=\"any mono\">{ReportText.Excerpt(value, 2_000)}</td>");
            rows.Add($"<td>{(isDefault ? "default" : "set for this run")}</td></tr>");
        }

        return Markup.Of($"""
            <section><h2 id="parameters-title">Parameters</h2>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="parameters-title"><table><thead><tr>
            <th scope="col" class="any">Name</th><th scope="col" class="any">Value</th><th scope="col">From</th></tr>
            </thead><tbody>{rows.ToMarkup()}</tbody></table></div></section>
            """);
    }

    private Markup Repairs()
    {
        List<RepairHistoryItem> rounds = [.. (Run.RepairHistory ?? []).OfType<RepairHistoryItem>()];
        if (rounds.Count < 2) return Markup.Of($"<div data-live=\"repairs\"></div>");
        var rows = new MarkupWriter();
        foreach (RepairHistoryItem round in rounds)
        {
            var outcome = RunOutcome.Of(round);
            string kind = ReportStatuses.Word(round.Type ?? "");
            rows.Add($"<tr><th scope=\"row\">{kind}{(round.Id is { } id ? Markup.Of($" {id}") : Markup.None)}</th>");
            rows.Add($"<td>{HtmlPage.Icon(ReportStatuses.Of(outcome))} {ReportStatuses.Word(outcome.ToString())}</td>");
            rows.Add($"<td class=\"num\">{round.TaskRunIds?.Count ?? 0}</td>");
            rows.Add($"<td class=\"num\">{ReportTime.Element(round.StartTime)}</td>");
            rows.Add($"<td class=\"num\">{DurationText.Of(round.EndTime - round.StartTime)}</td></tr>");
        }

        return Markup.Of($"""
            <section data-live="repairs"><h2 id="repairs-title">Repairs</h2>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="repairs-title"><table><thead><tr>
            <th scope="col">Run</th><th scope="col">Result</th><th scope="col" class="num">Task runs</th>
            <th scope="col" class="num">Started</th><th scope="col" class="num">Duration</th></tr></thead>
            <tbody>{rows.ToMarkup()}</tbody></table></div></section>
            """);
    }
}
