using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for requests that start or repair a run.</summary>
internal static class RunRules
{
    public static void CheckParameters(RunParameters? old, Dictionary<string, string>? jobParameters)
    {
        if (old is null) return;
        if (jobParameters is not null)
        {
            throw RejectedException.InvalidParameter(
                "job_parameters cannot be used together with parameters of task kinds.");
        }

        if (old is { JarParams: not null, NotebookParams: not null })
        {
            throw RejectedException.InvalidParameter("jar_params and notebook_params cannot be used together.");
        }
    }

    /// <summary>
    /// The tasks that <c>only</c> selects: <c>key</c>, <c>+key</c> with all upstream tasks, <c>key+</c> with all
    /// downstream tasks.
    /// </summary>
    public static HashSet<string>? Choose(JobSettings settings, List<string>? only)
    {
        if (only is null || only.Count == 0) return null;
        List<Models.Task> tasks = settings.Tasks ?? [];
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in only)
        {
            string key = text.Trim('+');
            if (!tasks.Exists(task => task.TaskKey == key))
            {
                throw RejectedException.InvalidParameter($"The task '{key}' in only does not exist.");
            }

            chosen.Add(key);
            if (text.StartsWith("+", StringComparison.Ordinal)) chosen.UnionWith(Reach(tasks, key, AddUpstream));
            if (text.EndsWith("+", StringComparison.Ordinal)) chosen.UnionWith(Reach(tasks, key, AddDownstream));
        }

        return chosen;
    }

    /// <summary>The tasks that a repair reruns.</summary>
    public static HashSet<string> ToRepair(JobRun run, RepairRun request)
    {
        CheckRepair(run, request);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        if (request.RerunAllFailedTasks == true)
        {
            chosen.UnionWith(run.Nodes.Where(node => node.Current.Termination!.Failed).Select(node => node.Key));
        }

        foreach (string key in request.RerunTasks ?? [])
        {
            if (!run.ByKey.ContainsKey(key)) throw RejectedException.InvalidParameter($"The run has no task '{key}'.");
            if (!chosen.Add(key))
            {
                throw RejectedException.InvalidParameter("rerun_tasks cannot contain duplicate task keys.");
            }
        }

        if (chosen.Count == 0) throw RejectedException.InvalidParameter("There is no task to rerun.");
        if (request.RerunDependentTasks == true)
        {
            foreach (string key in chosen.ToList())
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
            throw RejectedException.InvalidState(
                $"Run {run.RunId} is still active. Only a run that has ended can be repaired.");
        }

        if (run.Termination!.LifeCycle == "SKIPPED")
        {
            throw RejectedException.InvalidState($"Run {run.RunId} was skipped and cannot be repaired.");
        }

        if (request is { RerunAllFailedTasks: true, RerunTasks: not null })
        {
            throw RejectedException.InvalidParameter("rerun_tasks and rerun_all_failed_tasks cannot be used together.");
        }

        long? latest = run.Rounds.Count > 1 ? run.Rounds[run.Rounds.Count - 1].Id : null;
        if (latest is not null && request.LatestRepairId is null)
        {
            throw RejectedException.InvalidParameter(
                "The latest repair ID needs to be provided in order to create a new repair");
        }

        if (request.LatestRepairId != latest && request.LatestRepairId is not (null or 0))
        {
            throw RejectedException.InvalidParameter(
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
        foreach (TaskDependency dependency in tasks.Find(task => task.TaskKey == key)?.DependsOn ?? [])
        {
            if (reached.Add(dependency.TaskKey!)) AddUpstream(tasks, dependency.TaskKey!, reached);
        }
    }

    private static void AddDownstream(List<Models.Task> tasks, string key, HashSet<string> reached)
    {
        foreach (Models.Task task in tasks.Where(task => task.DependsOn?.Exists(one => one.TaskKey == key) == true))
        {
            if (reached.Add(task.TaskKey!)) AddDownstream(tasks, task.TaskKey!, reached);
        }
    }
}
