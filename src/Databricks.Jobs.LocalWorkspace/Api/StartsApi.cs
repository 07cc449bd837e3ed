using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Validation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The operations that start runs: run-now, submit, repair.</summary>
internal static class StartsApi
{
    private static readonly string[] s_noSettings = ["run_name", "idempotency_token", "access_control_list"];

    public static void AddTo(Router<Workspace> router)
    {
        router.AddJobs("POST", "/run-now", RunNow);
        router.AddJobs("POST", "/runs/submit", Submit);
        router.AddJobs("POST", "/runs/repair", Repair);
    }

    private static ApiResponse RunNow(Workspace workspace, ApiRequest request)
    {
        RunNow body = request.Read<RunNow>();
        RunRules.CheckToken(body.IdempotencyToken);
        ShapeRules.Check(body);
        StoredJob job = workspace.JobToView(body.JobId!.Value);
        if (job.Settings.Continuous is not null)
        {
            throw ApiException.Conflict($"Job {job.Id} is continuous: its runs start by themselves.");
        }

        RunParameters? old = LegacyRunParameters.Of(body);
        RunRules.CheckParameters(old, body.JobParameters);
        string kind = FormattableString.Invariant($"run-now {job.Id}");
        JobRun? run = workspace.RunOfToken(kind, body.IdempotencyToken);
        if (run is null)
        {
            run = workspace.Engine.Start(new RunRequest
            {
                Job = job,
                Settings = job.Settings,
                Creator = workspace.UserName,
                Queues = body.Queue?.Enabled ?? job.Settings.Queue?.Enabled ?? false,
                JobParameters = body.JobParameters,
                Overriding = old,
                Only = RunRules.Choose(job.Settings, body.Only),
            });
            workspace.Remember(kind, body.IdempotencyToken, run);
        }

        return ApiResponse.Of(new RunNowResponse { RunId = run.RunId, NumberInJob = run.Number });
    }

    private static ApiResponse Submit(Workspace workspace, ApiRequest request)
    {
        SubmitRun body = request.Read<SubmitRun>();
        RunRules.CheckToken(body.IdempotencyToken);
        JobSettings settings = ModelCloner.Clone<JobSettings>(body);
        foreach (string name in s_noSettings) settings.GetAdditionalProperties().Remove(name);
        settings.Name = body.RunName;
        SettingsRules.Check(settings);
        JobDefaults.Apply(settings, queues: request.IsVersion22);
        JobRun? run = workspace.RunOfToken("submit", body.IdempotencyToken);
        if (run is null)
        {
            run = workspace.Engine.Start(new RunRequest { Settings = settings, Creator = workspace.UserName });
            workspace.Remember("submit", body.IdempotencyToken, run);
        }

        return ApiResponse.Of(new SubmitRunResponse { RunId = run.RunId });
    }

    private static ApiResponse Repair(Workspace workspace, ApiRequest request)
    {
        RepairRun body = request.Read<RepairRun>();
        ShapeRules.Check(body);
        JobRun run = workspace.Run(body.RunId!.Value);
        RunParameters? old = LegacyRunParameters.Of(body);
        RunRules.CheckParameters(old, body.JobParameters);
        HashSet<string> tasks = RunRules.ToRepair(run, body);
        run.Parameters = RunEngine.ParametersOf(run.Settings, body.JobParameters);
        run.Overriding = old;
        long id = workspace.Engine.Repair(run, tasks);
        return ApiResponse.Of(new RepairRunResponse { RepairId = id });
    }
}
