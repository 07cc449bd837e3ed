using Databricks.Jobs.LocalWorkspace.Engine;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Storage;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Runs that are there: get, list, output, export, cancel, delete.</summary>
internal static class RunsApi
{
    private const int PageSize = 100;
    private const int LargestList = 25;

    public static void AddTo(Router<WorkspaceState> router)
    {
        router.AddJobs("GET", "/runs/get", Get);
        router.AddJobs("GET", "/runs/list", List);
        router.AddJobs("GET", "/runs/get-output", GetOutput);
        router.AddJobs("GET", "/runs/export", Export);
        router.AddJobs("POST", "/runs/cancel", Cancel);
        router.AddJobs("POST", "/runs/cancel-all", CancelAll);
        router.AddJobs("POST", "/runs/delete", Delete);
    }

    private static Answer Get(WorkspaceState state, Call call)
    {
        var id = call.RequiredNumber("run_id");
        var resolved = call.Flag("include_resolved_values");
        Run view;
        if (state.Engine.FindAttempt(id) is { } attempt)
        {
            view = state.Views.Of(attempt, resolved);
        }
        else
        {
            var run = state.Run(id);
            view = state.Views.Of(run);
            view.Tasks = [.. run.Attempts.Select(task => state.Views.TaskOf(task, resolved))];
            view.JobClusters = run.Settings.JobClusters;
            if (call.Flag("include_history")) view.RepairHistory = RunViews.HistoryOf(run);
        }

        if (call.IsVersion22) Cut(view, call.Text("page_token"));
        return Answer.Of(view);
    }

    private static void Cut(Run view, string? token)
    {
        var pages = new ArrayPages(token is null ? 0 : (int)PageToken.Read(token).Position, PageSize);
        if (view.Iterations is not null)
        {
            view.Iterations = pages.Cut(view.Iterations);
        }
        else
        {
            view.Tasks = pages.Cut(view.Tasks);
            view.JobClusters = pages.Cut(view.JobClusters);
            view.JobParameters = pages.Cut(view.JobParameters);
            view.RepairHistory = pages.Cut(view.RepairHistory);
        }

        view.NextPageToken = pages.NextToken;
        view.HasMore = pages.NextToken is null ? null : true;
    }

    private static Answer List(WorkspaceState state, Call call)
    {
        var filter = RunFilter.Of(call);
        var expand = call.Flag("expand_tasks");
        var runs = filter.JobId is { } id
            ? state.Jobs.FirstOrDefault(job => job.Id == id)?.Runs
                ?? state.Engine.Runs.Where(run => run.JobId == id).ToList()
            : state.Engine.Runs;
        return new Listing<JobRun>(call, LargestList, run => run.RunId)
            .Page(runs.Reverse().Where(filter.Takes), "runs", (writer, run) =>
            {
                var view = state.Views.Of(run);
                if (expand)
                {
                    view.Tasks = [.. run.Attempts.Take(PageSize).Select(task => state.Views.TaskOf(task, false))];
                    view.JobClusters = run.Settings.JobClusters;
                    view.HasMore = run.Attempts.Skip(PageSize).Any() ? true : null;
                }

                view.WriteTo(writer);
            });
    }

    private static Answer GetOutput(WorkspaceState state, Call call)
    {
        var id = call.RequiredNumber("run_id");
        if (state.Engine.FindAttempt(id) is { } attempt)
        {
            return Answer.Of(Outputs.Of(attempt, state.Views.Of(attempt, resolved: false)));
        }

        _ = state.Run(id);
        throw ApiException.InvalidParameter(
            "Retrieving the output of runs with multiple tasks is not supported. "
            + "Please retrieve the output of each individual task run instead.");
    }

    private static Answer Export(WorkspaceState state, Call call)
    {
        var id = call.RequiredNumber("run_id");
        var attempt = state.Engine.FindAttempt(id);
        if (attempt is null)
        {
            var run = state.Run(id);
            if (run.Nodes.Count != 1)
            {
                throw ApiException.InvalidParameter("Export the run of a task: this run has several.");
            }

            attempt = run.Nodes[0].Current;
        }

        if (attempt.View.NotebookTask is not { } notebook)
        {
            throw ApiException.InvalidParameter("Only the runs of notebook tasks can be exported.");
        }

        return Answer.Of(Exports.Of(attempt, notebook, call.Text("views_to_export")));
    }

    private static Answer Cancel(WorkspaceState state, Call call)
    {
        var id = call.Read<CancelRun>().RunId ?? throw Missing("run_id");
        if (state.Engine.FindAttempt(id) is { } attempt) state.Engine.Cancel(attempt);
        else state.Engine.Cancel(state.Run(id));
        return Answer.Empty;
    }

    private static Answer CancelAll(WorkspaceState state, Call call)
    {
        var request = call.Read<CancelAllRuns>();
        var queuedOnly = request.AllQueuedRuns == true;
        if (request.JobId is null && !queuedOnly) throw Missing("job_id");
        var runs = request.JobId is { } id ? state.JobToManage(id).Runs : state.Engine.Runs;
        foreach (var run in runs.Where(run => queuedOnly ? run.Phase == Phase.Queued : run.IsActive).Reverse().ToList())
        {
            state.Engine.Cancel(run);
        }

        return Answer.Empty;
    }

    private static Answer Delete(WorkspaceState state, Call call)
    {
        var run = state.Run(call.Read<DeleteRun>().RunId ?? throw Missing("run_id"));
        if (run.IsActive)
        {
            throw ApiException.InvalidState($"Run {run.RunId} is active and cannot be deleted. Cancel it first.");
        }

        state.Engine.Remove(run);
        return Answer.Empty;
    }

    private static ApiException Missing(string field) =>
        ApiException.InvalidParameter($"Missing required field: {field}");
}
