using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;
using Databricks.Jobs.Reports;

namespace Databricks.Jobs.LocalWorkspace.Api.Pages;

/// <summary>The pages with jobs and runs.</summary>
internal sealed class ListPages(Workspace workspace)
{
    private const int MaxRows = 200;

    /// <summary>The jobs and the latest runs.</summary>
    public string Home()
    {
        var body = new MarkupWriter();
        body.Add(Crumbs(Markup.Of($"<span>Workspace</span>"))).Add($"<main><h1>Local workspace</h1>");
        body.Add(Section("Jobs", "jobs", Jobs()));
        body.Add(Section("Runs", "runs", Runs(workspace.Engine.Runs)));
        body.Add($"</main>");
        return HtmlPage.Of("Local workspace", ReportStatus.Succeeded, body.ToMarkup(), isLive: true);
    }

    /// <summary>A job with its tasks and runs.</summary>
    public string Of(StoredJob job)
    {
        var body = new MarkupWriter();
        string home = "/" + workspace.Views.PageQuery;
        body.Add(Crumbs(Markup.Of($"<a href=\"{home}\">Workspace</a><span>/</span><span>Job {job.Id}</span>")));
        body.Add($"<main><h1>{job.Name}</h1>");
        body.Add(Section("Tasks", "job-tasks", Tasks(job)));
        body.Add(Section("Runs", "runs", Runs(job.Runs)));
        body.Add($"</main>");
        return HtmlPage.Of($"{job.Name}, job {job.Id}", ReportStatus.Succeeded, body.ToMarkup(), isLive: true);
    }

    private static Markup Crumbs(Markup links) => Markup.Of($"""
        <nav class="top" aria-label="Path"><div class="crumbs">{links}<span class="live">
        <span role="status" data-note></span><noscript>Reload the page to update it.</noscript>
        <button type="button" data-pause hidden>Pause updates</button></span></div></nav>
        """);

    private static Markup Section(string title, string id, Markup table) => Markup.Of($"""
        <section data-live="{id}"><h2 id="{id}">{title}</h2>
        <div class="scroll" role="region" tabindex="0" aria-labelledby="{id}">{table}</div></section>
        """);

    private static Markup State(Run run)
    {
        var outcome = RunOutcome.Of(run);
        return Markup.Of(
            $"{HtmlPage.Icon(ReportStatuses.Of(outcome))} {ReportStatuses.Word(outcome.ToString())}");
    }

    private static Markup Table(string[] headings, Markup rows, string none)
    {
        if (rows.Text.Length == 0) return Markup.Of($"<p class=\"none\">{none}</p>");
        var head = new MarkupWriter();
        foreach (string heading in headings) head.Add($"<th scope=\"col\">{heading}</th>");
        return Markup.Of($"<table><thead><tr>{head.ToMarkup()}</tr></thead><tbody>{rows}</tbody></table>");
    }

    private Markup Jobs()
    {
        var rows = new MarkupWriter();
        foreach (StoredJob job in workspace.Jobs.Reverse().Take(MaxRows))
        {
            rows.Add($"<tr><th scope=\"row\" class=\"any\">{LinkTo($"/jobs/{job.Id}", job.Name)}</th>");
            rows.Add($"<td>{job.Id}</td><td>{job.Settings.Tasks?.Count ?? 0}</td><td>{job.Runs.Count}</td><td>");
            if (job.Runs.LastOrDefault() is { } run) rows.Add(State(workspace.Views.Of(run)));
            rows.Add($"</td></tr>");
        }

        return Table(["Name", "ID", "Tasks", "Runs", "Latest run"], rows.ToMarkup(), "There are no jobs.");
    }

    private Markup Runs(IReadOnlyList<JobRun> runs)
    {
        var rows = new MarkupWriter();
        foreach (JobRun run in runs.Reverse().Take(MaxRows))
        {
            Run view = workspace.Views.Of(run);
            rows.Add($"<tr><th scope=\"row\">{LinkTo($"/jobs/{run.JobId}/runs/{run.RunId}", $"Run {run.RunId}")}</th>");
            rows.Add($"<td class=\"any\">{run.Name}</td><td>{State(view)}</td>");
            rows.Add($"<td>{ReportTime.Element(run.StartTime)}</td>");
            rows.Add($"<td>{DurationText.Of(RunDuration.Of(view, workspace.Now))}</td></tr>");
        }

        return Table(["Run", "Job", "Result", "Started", "Duration"], rows.ToMarkup(), "There are no runs.");
    }

    private static Markup Tasks(StoredJob job)
    {
        var rows = new MarkupWriter();
        foreach (Models.Task task in job.Settings.Tasks ?? [])
        {
            string after = string.Join(", ", (task.DependsOn ?? []).Select(static one => one.TaskKey));
            rows.Add($"<tr><th scope=\"row\" class=\"any\">{task.TaskKey}</th>");
            rows.Add($"<td class=\"any\">{TaskAction.Of(task)}</td><td class=\"any\">{after}</td></tr>");
        }

        return Table(["Task", "Type", "Depends on"], rows.ToMarkup(), "The job has no tasks.");
    }

    private Markup LinkTo(string path, string text) =>
        Markup.Of($"<a href=\"{path}{workspace.Views.PageQuery}\">{text}</a>");
}
