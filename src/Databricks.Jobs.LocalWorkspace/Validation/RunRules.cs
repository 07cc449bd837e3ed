using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>What must hold for a request that starts or repairs a run.</summary>
internal static class RunRules
{
    public static void CheckToken(string? token)
    {
        if (token?.Length > 64)
        {
            throw ApiException.InvalidParameter("idempotency_token must have at most 64 characters.");
        }
    }

    public static void CheckParameters(RunParameters? old, Dictionary<string, string>? jobParameters)
    {
        if (old is null) return;
        if (jobParameters is not null)
        {
            throw ApiException.InvalidParameter(
                "job_parameters cannot be used together with parameters of task kinds.");
        }

        if (old is { JarParams: not null, NotebookParams: not null })
        {
            throw ApiException.InvalidParameter("jar_params and notebook_params cannot be used together.");
        }
    }

    /// <summary>What <c>only</c> chooses: a key, <c>+key</c> with all before, <c>key+</c> with all after.</summary>
    public static HashSet<string>? Choose(JobSettings settings, List<string>? only)
    {
        if (only is null || only.Count == 0) return null;
        var tasks = settings.Tasks ?? [];
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in only)
        {
            var key = text.Trim('+');
            if (!tasks.Exists(task => task.TaskKey == key))
            {
                throw ApiException.InvalidParameter($"The task '{key}' in only does not exist.");
            }

            chosen.Add(key);
            if (text.StartsWith("+", StringComparison.Ordinal)) chosen.UnionWith(Reach(tasks, key, AddUpstream));
            if (text.EndsWith("+", StringComparison.Ordinal)) chosen.UnionWith(Reach(tasks, key, AddDownstream));
        }

        return chosen;
    }

    /// <summary>The tasks that a repair runs again.</summary>
    public static HashSet<string> ToRepair(JobRun run, RepairRun request)
    {
        CheckRepair(run, request);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        if (request.RerunAllFailedTasks == true)
        {
            chosen.UnionWith(run.Nodes.Where(node => node.Current.Termination!.Failed).Select(node => node.Key));
        }

        foreach (var key in request.RerunTasks ?? [])
        {
            if (!run.ByKey.ContainsKey(key)) throw ApiException.InvalidParameter($"The run has no task '{key}'.");
            if (!chosen.Add(key)) throw ApiException.InvalidParameter($"Duplicate task in rerun_tasks: '{key}'.");
        }

        if (chosen.Count == 0) throw ApiException.InvalidParameter("There is no task to run again.");
        if (request.RerunDependentTasks == true)
        {
            foreach (var key in chosen.ToList())
            {
                chosen.UnionWith(Reach(run.Settings.Tasks ?? [], key, AddDownstream));
            }
        }

        return chosen;
    }

    private static void CheckRepair(JobRun run, RepairRun request)
    {
        if (run.IsActive)
        {
            throw ApiException.InvalidState($"Run {run.RunId} is active: only an ended run can be repaired.");
        }

        if (run.Termination!.LifeCycle == "SKIPPED")
        {
            throw ApiException.InvalidState($"Run {run.RunId} was skipped and cannot be repaired.");
        }

        if (request is { RerunAllFailedTasks: true, RerunTasks: not null })
        {
            throw ApiException.InvalidParameter("rerun_tasks and rerun_all_failed_tasks cannot be used together.");
        }

        var latest = run.Rounds.Count > 1 ? run.Rounds[run.Rounds.Count - 1].Id : (long?)null;
        if (latest is not null && request.LatestRepairId is null)
        {
            throw ApiException.InvalidParameter(
                $"latest_repair_id is required: run {run.RunId} has been repaired before.");
        }

        if (request.LatestRepairId != latest && request.LatestRepairId is not (null or 0))
        {
            throw ApiException.InvalidParameter(
                $"latest_repair_id {request.LatestRepairId} is not the latest repair of run {run.RunId}.");
        }
    }

    private static HashSet<string> Reach(
        List<Models.Task> tasks,
        string key,
        Action<List<Models.Task>, string, HashSet<string>> walk)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        walk(tasks, key, reached);
        return reached;
    }

    private static void AddUpstream(List<Models.Task> tasks, string key, HashSet<string> reached)
    {
        foreach (var dependency in tasks.Find(task => task.TaskKey == key)?.DependsOn ?? [])
        {
            if (reached.Add(dependency.TaskKey!)) AddUpstream(tasks, dependency.TaskKey!, reached);
        }
    }

    private static void AddDownstream(List<Models.Task> tasks, string key, HashSet<string> reached)
    {
        foreach (var task in tasks.Where(task => task.DependsOn?.Exists(one => one.TaskKey == key) == true))
        {
            if (reached.Add(task.TaskKey!)) AddDownstream(tasks, task.TaskKey!, reached);
        }
    }
}
