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
        var settings = request.Read<JobSettings>();
        settings.GetAdditionalProperties().Remove("access_control_list");
        var access = request.Read<JobPermissionsRequest>().AccessControlList;
        Prepare(settings, request);
        var job = new StoredJob(workspace.Ids.Next(), settings, workspace.UserName, workspace.Now);
        PermissionsApi.Initialize(job, access);
        workspace.Add(job);
        return ApiResponse.Json(writer => writer.WriteNumber("job_id", job.Id));
    }

    private static ApiResponse Get(Workspace workspace, ApiRequest request)
    {
        var job = workspace.JobToView(request.RequiredNumber("job_id"));
        var view = new Job
        {
            JobId = job.Id,
            CreatorUserName = job.Creator,
            RunAsUserName = RunAs(job),
            CreatedTime = job.Created,
            Settings = job.Settings,
        };
        if (!request.IsVersion22) return ApiResponse.Of(view);

        var start = request.Text("page_token") is { } token ? (int)PageToken.Read(token).Position : 0;
        var settings = ModelCloner.Clone<JobSettings>(job.Settings);
        var pages = new ArrayPages(start, PageSize);
        settings.Tasks = pages.Cut(settings.Tasks);
        settings.JobClusters = pages.Cut(settings.JobClusters);
        settings.Parameters = pages.Cut(settings.Parameters);
        settings.Environments = pages.Cut(settings.Environments);
        view.Settings = settings;
        view.NextPageToken = pages.NextToken;
        view.HasMore = pages.NextToken is null ? null : true;
        return ApiResponse.Of(view);
    }

    private static ApiResponse List(Workspace workspace, ApiRequest request)
    {
        var name = request.Text("name");
        var expand = request.Flag("expand_tasks");
        var jobs = workspace.Jobs.Reverse()
            .Where(job => name is null || job.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new PagedList<StoredJob>(request, request.IsVersion22 ? 100 : 25, job => job.Id)
            .Page(jobs, "jobs", (writer, job) => Write(writer, job, expand));
    }

    private static void Write(Utf8JsonWriter writer, StoredJob job, bool expand)
    {
        var settings = job.Brief;
        var tooMany = expand && job.Settings.Tasks?.Count > PageSize;
        if (expand)
        {
            settings = ModelCloner.Clone<JobSettings>(job.Settings);
            var pages = new ArrayPages(0, PageSize);
            settings.Tasks = pages.Cut(settings.Tasks);
            settings.JobClusters = pages.Cut(settings.JobClusters);
        }

        new BaseJob
        {
            JobId = job.Id,
            CreatorUserName = job.Creator,
            CreatedTime = job.Created,
            Settings = settings,
            HasMore = tooMany ? true : null,
        }.WriteTo(writer);
    }

    private static ApiResponse Reset(Workspace workspace, ApiRequest request)
    {
        var body = request.Read<ResetJob>();
        var job = workspace.JobToManage(Require(body.JobId));
        var settings = body.NewSettings
            ?? throw ApiException.InvalidParameter("Missing required field: new_settings");
        settings.RunAs ??= job.Settings.RunAs;
        Prepare(settings, request);
        job.Replace(settings);
        return ApiResponse.Empty;
    }

    private static ApiResponse Update(Workspace workspace, ApiRequest request)
    {
        var body = request.Read<UpdateJob>();
        var job = workspace.JobToManage(Require(body.JobId));
        var settings = SettingsPatch.Apply(job.Settings, body.NewSettings, body.FieldsToRemove);
        Prepare(settings, request);
        job.Replace(settings);
        return ApiResponse.Empty;
    }

    private static ApiResponse Delete(Workspace workspace, ApiRequest request)
    {
        workspace.Remove(workspace.JobToManage(Require(request.Read<DeleteJob>().JobId)));
        return ApiResponse.Empty;
    }

    private static void Prepare(JobSettings settings, ApiRequest request)
    {
        SettingsRules.Check(settings);
        JobDefaults.Apply(settings, queues: request.IsVersion22);
    }

    private static long Require(long? id) =>
        id ?? throw ApiException.InvalidParameter("Missing required field: job_id");

    private static string RunAs(StoredJob job) =>
        job.Settings.RunAs?.UserName ?? job.Settings.RunAs?.ServicePrincipalName ?? job.Creator;
}
