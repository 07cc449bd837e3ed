using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Storage;
using Databricks.Jobs.LocalWorkspace.Validation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Jobs: create, get, list, reset, update, delete.</summary>
internal static class JobsApi
{
    private const int PageSize = 100;

    public static void AddTo(Router<WorkspaceState> router)
    {
        router.AddJobs("POST", "/create", Create);
        router.AddJobs("GET", "/get", Get);
        router.AddJobs("GET", "/list", List);
        router.AddJobs("POST", "/reset", Reset);
        router.AddJobs("POST", "/update", Update);
        router.AddJobs("POST", "/delete", Delete);
    }

    private static Answer Create(WorkspaceState state, Call call)
    {
        var settings = call.Read<JobSettings>();
        settings.GetAdditionalProperties().Remove("access_control_list");
        var access = call.Read<JobPermissionsRequest>().AccessControlList;
        Prepare(settings, call);
        var job = new StoredJob(state.Ids.Next(), settings, state.UserName, state.Now);
        PermissionsApi.Initialize(job, access);
        state.Add(job);
        return Answer.Json(writer => writer.WriteNumber("job_id", job.Id));
    }

    private static Answer Get(WorkspaceState state, Call call)
    {
        var job = state.JobToView(call.RequiredNumber("job_id"));
        var view = new Job
        {
            JobId = job.Id,
            CreatorUserName = job.Creator,
            RunAsUserName = RunAs(job),
            CreatedTime = job.Created,
            Settings = job.Settings,
        };
        if (!call.IsVersion22) return Answer.Of(view);

        var start = call.Text("page_token") is { } token ? (int)PageToken.Read(token).Position : 0;
        var settings = Copies.Of<JobSettings>(job.Settings);
        var pages = new ArrayPages(start, PageSize);
        settings.Tasks = pages.Cut(settings.Tasks);
        settings.JobClusters = pages.Cut(settings.JobClusters);
        settings.Parameters = pages.Cut(settings.Parameters);
        settings.Environments = pages.Cut(settings.Environments);
        view.Settings = settings;
        view.NextPageToken = pages.NextToken;
        view.HasMore = pages.NextToken is null ? null : true;
        return Answer.Of(view);
    }

    private static Answer List(WorkspaceState state, Call call)
    {
        var name = call.Text("name");
        var expand = call.Flag("expand_tasks");
        var jobs = state.Jobs.Reverse()
            .Where(job => name is null || job.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new Listing<StoredJob>(call, call.IsVersion22 ? 100 : 25, job => job.Id)
            .Page(jobs, "jobs", (writer, job) => Write(writer, job, expand));
    }

    private static void Write(Utf8JsonWriter writer, StoredJob job, bool expand)
    {
        var settings = job.Brief;
        var tooMany = expand && job.Settings.Tasks?.Count > PageSize;
        if (expand)
        {
            settings = Copies.Of<JobSettings>(job.Settings);
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

    private static Answer Reset(WorkspaceState state, Call call)
    {
        var request = call.Read<ResetJob>();
        var job = state.JobToManage(Require(request.JobId));
        var settings = request.NewSettings
            ?? throw ApiException.InvalidParameter("Missing required field: new_settings");
        settings.RunAs ??= job.Settings.RunAs;
        Prepare(settings, call);
        job.Replace(settings);
        return Answer.Empty;
    }

    private static Answer Update(WorkspaceState state, Call call)
    {
        var request = call.Read<UpdateJob>();
        var job = state.JobToManage(Require(request.JobId));
        var settings = SettingsPatch.Apply(job.Settings, request.NewSettings, request.FieldsToRemove);
        Prepare(settings, call);
        job.Replace(settings);
        return Answer.Empty;
    }

    private static Answer Delete(WorkspaceState state, Call call)
    {
        state.Remove(state.JobToManage(Require(call.Read<DeleteJob>().JobId)));
        return Answer.Empty;
    }

    private static void Prepare(JobSettings settings, Call call)
    {
        SettingsRules.Check(settings);
        JobDefaults.Apply(settings, queues: call.IsVersion22);
    }

    private static long Require(long? id) =>
        id ?? throw ApiException.InvalidParameter("Missing required field: job_id");

    private static string RunAs(StoredJob job) =>
        job.Settings.RunAs?.UserName ?? job.Settings.RunAs?.ServicePrincipalName ?? job.Creator;
}
