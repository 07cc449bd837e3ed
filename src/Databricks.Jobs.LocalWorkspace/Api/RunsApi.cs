using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Existing runs: get, list, output, export, cancel, delete.</summary>
internal static class RunsApi
{
    private const int PageSize = 100;
    private const int MaxListSize = 25;

    public static void AddTo(Router<Workspace> router)
    {
        router.AddJobs("GET", "/runs/get", Get);
        router.AddJobs("GET", "/runs/list", List);
        router.AddJobs("GET", "/runs/get-output", GetOutput);
        router.AddJobs("GET", "/runs/export", Export);
        router.AddJobs("POST", "/runs/cancel", Cancel);
        router.AddJobs("POST", "/runs/cancel-all", CancelAll);
        router.AddJobs("POST", "/runs/delete", Delete);
    }

    private static ApiResponse Get(Workspace workspace, ApiRequest request)
    {
        long id = request.RequiredNumber("run_id");
        bool resolved = request.Flag("include_resolved_values");
        Run view;
        if (workspace.Engine.FindAttempt(id) is { } attempt)
        {
            view = workspace.Views.Of(attempt, resolved);
        }
        else
        {
            JobRun run = workspace.Run(id);
            view = workspace.Views.Of(run);
            view.Tasks = [.. run.Attempts.Select(task => workspace.Views.TaskOf(task, resolved))];
            view.JobClusters = run.Settings.JobClusters;
            if (request.Flag("include_history")) view.RepairHistory = RunViews.HistoryOf(run);
        }

        if (request.IsVersion22) Paginate(view, request.Text("page_token"));
        return ApiResponse.Of(view);
    }

    private static void Paginate(Run view, string? token)
    {
        var pages = new ArrayPages(token is null ? 0 : (int)PageToken.Read(token).Position, PageSize);
        if (view.Iterations is not null)
        {
            view.Iterations = pages.Slice(view.Iterations);
        }
        else
        {
            view.Tasks = pages.Slice(view.Tasks);
            view.JobClusters = pages.Slice(view.JobClusters);
            view.JobParameters = pages.Slice(view.JobParameters);
            view.RepairHistory = pages.Slice(view.RepairHistory);
        }

        view.NextPageToken = pages.NextToken;
        view.HasMore = pages.NextToken is null ? null : true;
    }

    private static ApiResponse List(Workspace workspace, ApiRequest request)
    {
        var filter = RunFilter.Of(request);
        bool expand = request.Flag("expand_tasks");
        IReadOnlyList<JobRun> runs = filter.JobId is { } id
            ? workspace.Jobs.FirstOrDefault(job => job.Id == id)?.Runs
                ?? workspace.Engine.Runs.Where(run => run.JobId == id).ToList()
            : workspace.Engine.Runs;
        return new PagedList<JobRun>(request, MaxListSize, run => run.RunId)
            .Page(runs.Reverse().Where(filter.Matches), "runs", (writer, run) =>
            {
                Run view = workspace.Views.Of(run);
                if (expand)
                {
                    var pages = new ArrayPages(0, PageSize);
                    view.Tasks = pages.Slice(
                        run.Attempts.Select(task => workspace.Views.TaskOf(task, resolved: false)).ToList());
                    view.JobClusters = pages.Slice(run.Settings.JobClusters);
                    view.JobParameters = pages.Slice(view.JobParameters);
                    view.HasMore = pages.NextToken is null ? null : true;
                }

                view.WriteTo(writer);
            });
    }

    private static ApiResponse GetOutput(Workspace workspace, ApiRequest request)
    {
        long id = request.RequiredNumber("run_id");
        if (workspace.Engine.FindAttempt(id) is { } attempt)
        {
            return ApiResponse.Of(RunOutputBuilder.Build(attempt, workspace.Views.Of(attempt, resolved: false)));
        }

        _ = workspace.Run(id);
        throw ApiException.InvalidParameter(
            "Retrieving the output of runs with multiple tasks is not supported. "
            + "Please retrieve the output of each individual task run instead.");
    }

    private static ApiResponse Export(Workspace workspace, ApiRequest request)
    {
        long id = request.RequiredNumber("run_id");
        TaskAttempt? attempt = workspace.Engine.FindAttempt(id);
        if (attempt is null)
        {
            JobRun run = workspace.Run(id);
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

        return ApiResponse.Of(RunExportBuilder.Build(attempt, notebook, request.Text("views_to_export")));
    }

    private static ApiResponse Cancel(Workspace workspace, ApiRequest request)
    {
        long id = request.Read<CancelRun>().RunId ?? throw Missing("run_id");
        if (workspace.Engine.FindAttempt(id) is { } attempt) workspace.Engine.Cancel(attempt);
        else workspace.Engine.Cancel(workspace.Run(id));
        return ApiResponse.Empty;
    }

    private static ApiResponse CancelAll(Workspace workspace, ApiRequest request)
    {
        CancelAllRuns body = request.Read<CancelAllRuns>();
        bool queuedOnly = body.AllQueuedRuns == true;
        if (body.JobId is null && !queuedOnly) throw Missing("job_id");
        IReadOnlyList<JobRun> runs = body.JobId is { } id ? workspace.JobToManage(id).Runs : workspace.Engine.Runs;
        workspace.Engine.CancelAll(queuedOnly ? runs.Where(run => run.Phase == Phase.Queued) : runs);
        return ApiResponse.Empty;
    }

    private static ApiResponse Delete(Workspace workspace, ApiRequest request)
    {
        JobRun run = workspace.Run(request.Read<DeleteRun>().RunId ?? throw Missing("run_id"));
        if (run.IsActive)
        {
            throw ApiException.InvalidState($"Run {run.RunId} is active and cannot be deleted. Cancel it first.");
        }

        workspace.Engine.Remove(run);
        return ApiResponse.Empty;
    }

    private static ApiException Missing(string field) =>
        ApiException.InvalidParameter($"Missing required field: {field}");
}
