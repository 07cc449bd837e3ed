using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;
using Databricks.Jobs.Reports;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.LocalWorkspace.Api.Pages;

/// <summary>The page of a run: the same report as in a file, which updates itself.</summary>
internal static class RunPages
{
    private const int RecentRuns = 25;

    public static string Of(Workspace workspace, JobRun run)
    {
        Run view = ViewOf(workspace, run);
        var outputs = run.Nodes
            .SelectMany(node => new[] { node }.Concat(node.Current.Iterations))
            .Where(static node => node.Owner is null || node.Current.Termination is { Succeeded: false })
            .Select(node => OutputOf(workspace, node))
            .ToList();
        var report = RunReport.Of(view, outputs, workspace.Now);
        report.RecentRuns = run.Job is null
            ? []
            : [.. run.Job.Runs.AsEnumerable().Reverse().Take(RecentRuns)
                .Select(one => ModelCloner.Clone<BaseRun>(workspace.Views.Of(one)))];
        return report.ToHtml(new HtmlReportFrame { IsLive = true, HomeUrl = "/" + workspace.Views.PageQuery });
    }

    /// <summary>The address of a task in the page of its run.</summary>
    public static string AddressOf(Workspace workspace, TaskAttempt attempt)
    {
        TaskNode node = attempt.Node.Owner?.Node ?? attempt.Node;
        JobRun run = node.Run;
        string anchor = RunReport.Of(ViewOf(workspace, run), [], workspace.Now).AnchorOf(node.Key);
        return $"/jobs/{run.JobId}/runs/{run.RunId}{workspace.Views.PageQuery}#{anchor}";
    }

    private static Run ViewOf(Workspace workspace, JobRun run)
    {
        Run view = workspace.Views.Of(run);
        view.Tasks = [.. run.Attempts.Select(task => workspace.Views.TaskOf(task, resolved: false))];
        view.RepairHistory = RunViews.HistoryOf(run);
        return view;
    }

    private static TaskOutput OutputOf(Workspace workspace, TaskNode node)
    {
        TaskAttempt attempt = node.Current;
        RunTask task = workspace.Views.TaskOf(attempt, resolved: true);
        TaskOutput output = TaskOutputReader.OfTask(
            task, node.Run.JobId, node.Owner?.RunId ?? node.Run.RunId);
        if (node.Owner is { } owner)
        {
            output.Iteration = owner.Iterations.IndexOf(node) + 1;
            output.Input = IterationInput.Of(task);
        }

        if (output.HasOutput)
        {
            TaskOutputReader.Fill(
                output, RunOutputBuilder.Build(attempt, workspace.Views.Of(attempt, resolved: false)));
        }

        return output;
    }
}
