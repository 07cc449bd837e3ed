using Databricks.Jobs.LocalWorkspace.Engine;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Storage;
using Databricks.Jobs.LocalWorkspace.Validation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>What sets runs going: run-now, submit, repair.</summary>
internal static class StartsApi
{
    private static readonly string[] NoSettings = ["run_name", "idempotency_token", "access_control_list"];

    public static void AddTo(Router<WorkspaceState> router)
    {
        router.AddJobs("POST", "/run-now", RunNow);
        router.AddJobs("POST", "/runs/submit", Submit);
        router.AddJobs("POST", "/runs/repair", Repair);
    }

    private static Answer RunNow(WorkspaceState state, Call call)
    {
        var request = call.Read<RunNow>();
        RunRules.CheckToken(request.IdempotencyToken);
        ShapeRules.Check(request);
        var job = state.JobToView(request.JobId!.Value);
        if (job.Settings.Continuous is not null)
        {
            throw ApiException.Conflict($"Job {job.Id} is continuous: its runs start by themselves.");
        }

        var old = OldParameters.Of(request);
        RunRules.CheckParameters(old, request.JobParameters);
        var kind = FormattableString.Invariant($"run-now {job.Id}");
        var run = state.RunOfToken(kind, request.IdempotencyToken);
        if (run is null)
        {
            run = state.Engine.Start(new RunRequest
            {
                Job = job,
                Settings = job.Settings,
                Creator = state.UserName,
                Queues = request.Queue?.Enabled ?? job.Settings.Queue?.Enabled ?? false,
                JobParameters = request.JobParameters,
                Overriding = old,
                Only = RunRules.Choose(job.Settings, request.Only),
            });
            state.Remember(kind, request.IdempotencyToken, run);
        }

        return Answer.Of(new RunNowResponse { RunId = run.RunId, NumberInJob = run.Number });
    }

    private static Answer Submit(WorkspaceState state, Call call)
    {
        var request = call.Read<SubmitRun>();
        RunRules.CheckToken(request.IdempotencyToken);
        var settings = Copies.Of<JobSettings>(request);
        foreach (var name in NoSettings) settings.GetAdditionalProperties().Remove(name);
        settings.Name = request.RunName;
        SettingsRules.Check(settings);
        JobDefaults.Apply(settings, queues: call.IsVersion22);
        var run = state.RunOfToken("submit", request.IdempotencyToken);
        if (run is null)
        {
            run = state.Engine.Start(new RunRequest { Settings = settings, Creator = state.UserName });
            state.Remember("submit", request.IdempotencyToken, run);
        }

        return Answer.Of(new SubmitRunResponse { RunId = run.RunId });
    }

    private static Answer Repair(WorkspaceState state, Call call)
    {
        var request = call.Read<RepairRun>();
        ShapeRules.Check(request);
        var run = state.Run(request.RunId!.Value);
        var old = OldParameters.Of(request);
        RunRules.CheckParameters(old, request.JobParameters);
        var tasks = RunRules.ToRepair(run, request);
        run.Parameters = RunEngine.ParametersOf(run.Settings, request.JobParameters);
        run.Overriding = old;
        var id = state.Engine.Repair(run, tasks);
        return Answer.Of(new RepairRunResponse { RepairId = id });
    }
}
