using System.Globalization;
using System.Text.RegularExpressions;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Reports;

namespace Databricks.Jobs.LocalWorkspace.Api.Pages;

/// <summary>The pages for people: the jobs and runs, a job, a run. They change nothing.</summary>
internal static class WorkspacePages
{
    private static readonly Regex s_path = new(
        "^/jobs/(?<job>[0-9]{1,19})(?:/runs/(?<run>[0-9]{1,19}))?/?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The page of an address.</summary>
    /// <param name="workspace">The workspace that the key opens.</param>
    /// <param name="request">The request.</param>
    public static ApiResponse Find(Workspace workspace, ApiRequest request)
    {
        if (request.Path == "/") return Page(new ListPages(workspace).Home());
        Match match = s_path.Match(request.Path);
        if (!match.Success) return Problem(404, "There is no such page.");
        if (!match.Groups["run"].Success)
        {
            long jobId = Number(match.Groups["job"]);
            return workspace.Jobs.FirstOrDefault(one => one.Id == jobId) is { } job
                ? Page(new ListPages(workspace).Of(job))
                : Problem(404, $"Job {jobId} does not exist.");
        }

        long runId = Number(match.Groups["run"]);
        if (workspace.Engine.FindRun(runId) is { } run) return Page(RunPages.Of(workspace, run));
        return workspace.Engine.FindAttempt(runId) is { } attempt
            ? ApiResponse.Redirect(RunPages.AddressOf(workspace, attempt))
            : Problem(404, $"Run {runId} does not exist.");
    }

    /// <summary>The page for an address without a valid key.</summary>
    public static ApiResponse WithoutKey() => Problem(
        403,
        "The address does not contain the key of this workspace. Use the address in run_page_url of a run, or the one "
        + "that the workspace showed when it was started. The key changes when the workspace is started again.");

    private static ApiResponse Page(string html) => ApiResponse.Page(200, html, HtmlPage.Policy(isLive: true));

    private static ApiResponse Problem(int status, string message) => ApiResponse.Page(
        status,
        HtmlPage.Of(
            "Local workspace",
            ReportStatus.Failed,
            Markup.Of($"<main class=\"top\"><h1>Local workspace</h1><p>{message}</p></main>"),
            isLive: false),
        HtmlPage.Policy(isLive: false));

    private static long Number(Group digits) =>
        long.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
