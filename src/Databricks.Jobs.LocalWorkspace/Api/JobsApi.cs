using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Validation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Jobs: create, get, list, reset, update, delete.</summary>
internal static class JobsApi
{
    private const int PageSize = 100;

    public static void AddTo(Router<Workspace> router)
    {
        router.AddJobs("POST", "/create", Create);
        router.AddJobs("GET", "/get", Get);
        router.AddJobs("GET", "/list", List);
        router.AddJobs("POST", "/reset", Reset);
        router.AddJobs("POST", "/update", Update);
        router.AddJobs("POST", "/delete", Delete);
    }

    private static ApiResponse Create(Workspace workspace, ApiRequest request)
    {
        JobSettings settings = request.Read<JobSettings>();
        settings.GetAdditionalProperties().Remove("access_control_list");
        List<JobAccessControlRequest>? access = request.Read<JobPermissionsRequest>().AccessControlList;
        Prepare(workspace, settings, request, "settings");
        var job = new StoredJob(workspace.Ids.Next(), settings, workspace.UserName, workspace.Now);
        PermissionsApi.Initialize(job, access);
        workspace.Add(job);
        return ApiResponse.Json(writer => writer.WriteNumber("job_id", job.Id));
    }

    private static ApiResponse Get(Workspace workspace, ApiRequest request)
    {
        StoredJob job = workspace.JobToView(request.RequiredNumber("job_id"));
        var view = new Job
        {
            JobId = job.Id,
            CreatorUserName = job.Creator,
            RunAsUserName = RunAs(job),
            CreatedTime = job.Created,
            Settings = job.Settings,
        };
        if (!request.IsVersion22) return ApiResponse.Of(view);

        int start = request.Text("page_token") is { } token ? (int)PageToken.Read(token).Position : 0;
        JobSettings settings = ModelCloner.Clone<JobSettings>(job.Settings);
        var pages = new ArrayPages(start, PageSize);
        Slice(settings, pages);
        view.Settings = settings;
        view.NextPageToken = pages.NextToken;
        view.HasMore = pages.NextToken is null ? null : true;
        return ApiResponse.Of(view);
    }

    private static ApiResponse List(Workspace workspace, ApiRequest request)
    {
        string? name = request.Text("name");
        bool expand = request.Flag("expand_tasks");
        IEnumerable<StoredJob> jobs = workspace.Jobs.Reverse()
            .Where(job => name is null || job.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new PagedList<StoredJob>(request, PageSize, job => job.Id)
            .Page(jobs, "jobs", (writer, job) => Write(writer, job, expand));
    }

    private static void Write(Utf8JsonWriter writer, StoredJob job, bool expand)
    {
        JobSettings settings = job.Brief;
        var pages = new ArrayPages(0, PageSize);
        if (expand)
        {
            settings = ModelCloner.Clone<JobSettings>(job.Settings);
            Slice(settings, pages);
        }

        new BaseJob
        {
            JobId = job.Id,
            CreatorUserName = job.Creator,
            CreatedTime = job.Created,
            Settings = settings,
            HasMore = pages.NextToken is null ? null : true,
        }.WriteTo(writer);
    }

    private static void Slice(JobSettings settings, ArrayPages pages)
    {
        settings.Tasks = pages.Slice(settings.Tasks);
        settings.JobClusters = pages.Slice(settings.JobClusters);
        settings.Parameters = pages.Slice(settings.Parameters);
        settings.Environments = pages.Slice(settings.Environments);
    }

    private static ApiResponse Reset(Workspace workspace, ApiRequest request)
    {
        ResetJob body = request.Read<ResetJob>();
        StoredJob job = workspace.JobToManage(Require(body.JobId));
        JobSettings settings = body.NewSettings
            ?? throw ApiException.InvalidParameter("Missing required field: new_settings");
        settings.RunAs ??= job.Settings.RunAs;
        Prepare(workspace, settings, request, "new_settings");
        job.Replace(settings);
        return ApiResponse.Empty;
    }

    private static ApiResponse Update(Workspace workspace, ApiRequest request)
    {
        UpdateJob body = request.Read<UpdateJob>();
        StoredJob job = workspace.JobToManage(Require(body.JobId));
        JobSettings settings = SettingsPatch.Apply(job.Settings, body.NewSettings, body.FieldsToRemove);
        Prepare(workspace, settings, request, "new_settings");
        job.Replace(settings);
        return ApiResponse.Empty;
    }

    private static ApiResponse Delete(Workspace workspace, ApiRequest request)
    {
        workspace.Remove(workspace.JobToManage(Require(request.Read<DeleteJob>().JobId)));
        return ApiResponse.Empty;
    }

    private static void Prepare(Workspace workspace, JobSettings settings, ApiRequest request, string path)
    {
        SettingsRules.Check(settings, path, workspace.Now);
        JobDefaults.Apply(settings, queues: request.IsVersion22);
    }

    private static long Require(long? id) =>
        id ?? throw ApiException.InvalidParameter("Missing required field: job_id");

    private static string RunAs(StoredJob job) =>
        job.Settings.RunAs?.UserName ?? job.Settings.RunAs?.ServicePrincipalName ?? job.Creator;
}
