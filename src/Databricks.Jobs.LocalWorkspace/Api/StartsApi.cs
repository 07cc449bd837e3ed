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
        FieldRules.Check(body, "run-now");
        StoredJob job = workspace.JobToView(body.JobId!.Value);
        RunParameters? old = LegacyRunParameters.Of(body);
        RunRules.CheckParameters(old, body.JobParameters);
        string kind = FormattableString.Invariant($"run-now {job.Id}");
        JobRun? run = workspace.RunOfToken(kind, body.IdempotencyToken);
        if (run is null)
        {
            HashSet<string>? only = RunRules.Choose(job.Settings, body.Only);
            // A new run of a continuous job replaces the active one.
            if (job.IsContinuous) workspace.Engine.CancelAll(job.Runs);
            run = workspace.Engine.Start(new RunRequest
            {
                Job = job,
                Settings = job.Settings,
                Creator = workspace.UserName,
                Queues = job.IsContinuous || (body.Queue?.Enabled ?? job.Settings.Queue?.Enabled ?? false),
                JobParameters = body.JobParameters,
                Overriding = old,
                PerformanceTarget = body.PerformanceTarget,
                Only = only,
            });
            workspace.Remember(kind, body.IdempotencyToken, run);
        }

        return ApiResponse.Of(new RunNowResponse { RunId = run.RunId, NumberInJob = run.RunId });
    }

    private static ApiResponse Submit(Workspace workspace, ApiRequest request)
    {
        SubmitRun body = request.Read<SubmitRun>();
        FieldRules.Check(body, "submit");
        JobSettings settings = ModelCloner.Clone<JobSettings>(body);
        foreach (string name in s_noSettings) settings.GetAdditionalProperties().Remove(name);
        settings.Name = body.RunName;
        if (settings.Tasks is not { Count: > 0 })
        {
            throw ApiException.InvalidParameter(
                "One of job_cluster_key, new_cluster, or existing_cluster_id must be specified.");
        }

        SettingsRules.Check(settings, "", workspace.Now);
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
        FieldRules.Check(body, "repair");
        JobRun run = workspace.Run(body.RunId!.Value);
        RunParameters? old = LegacyRunParameters.Of(body);
        RunRules.CheckParameters(old, body.JobParameters);
        HashSet<string> tasks = RunRules.ToRepair(run, body);
        run.Parameters = RunEngine.ParametersOf(run.Settings, body.JobParameters);
        run.Overriding = old;
        long id = workspace.Engine.Repair(run, tasks, body.PerformanceTarget);
        return ApiResponse.Of(new RepairRunResponse { RepairId = id });
    }
}
