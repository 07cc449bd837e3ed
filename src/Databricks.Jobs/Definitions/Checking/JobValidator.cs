using Databricks.Jobs.Definitions.Rules;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Checks requests before they are sent, and reports all mistakes together, each with its path.</summary>
public static class JobValidator
{
    /// <summary>Checks the request that creates a job.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(CreateJob request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        ThrowIfAny(JobRules.FindErrors(request.CopyTo(new JobSettings())).Concat((request.AccessControlList ?? [])
            .SelectMany(static (entry, i) => SchemaRules.Check(entry, $"access_control_list[{i}]"))));
    }

    /// <summary>Checks the settings of a job.</summary>
    /// <exception cref="DefinitionException">The service would reject them; the message has all reasons.</exception>
    public static void Validate(JobSettings settings)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        ThrowIfAny(JobRules.FindErrors(settings));
    }

    /// <summary>Checks the request that changes some settings of a job: only the new settings, not how they fit the
    /// others of the job.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(UpdateJob request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        ThrowIfAny(JobRules.FindErrors(request.NewSettings ?? new JobSettings(), isPart: true)
            .Concat(RemovableFields.Check(request)));
    }

    /// <summary>Checks the request for a one-time run.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(SubmitRun request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        TaskView[] tasks = [.. request.Tasks?.Select(TaskView.Of) ?? []];
        ThrowIfAny(SchemaRules.Check(request)
            .Concat(CheckPresent(request))
            .Concat(TaskGraphRules.Check(tasks))
            .Concat((request.Tasks ?? []).SelectMany(CheckSubmitTask)));
    }

    /// <summary>Checks one task, without its references to other tasks and to job clusters.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(Models.Task task)
    {
        ArgumentChecks.NotNull(task, nameof(task));
        ThrowIfAny(SchemaRules.Check(task).Concat(TaskGraphRules.CheckTask(TaskView.Of(task), "")));
    }

    /// <summary>Checks a schedule: its cron expression and its time zone.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(CronSchedule schedule)
    {
        ArgumentChecks.NotNull(schedule, nameof(schedule));
        ThrowIfAny(SchemaRules.Check(schedule).Concat(ScheduleRules.Check(schedule, "")));
    }

    /// <summary>Checks a cluster that tasks of a job share.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(JobCluster cluster)
    {
        ArgumentChecks.NotNull(cluster, nameof(cluster));
        ThrowIfAny(SchemaRules.Check(cluster).Concat(ClusterRules.Check(cluster.NewCluster, "new_cluster")));
    }

    /// <summary>Checks the request that starts a job.</summary>
    /// <exception cref="DefinitionException">The service would reject it; the message has all reasons.</exception>
    public static void Validate(RunNow request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        ThrowIfAny(SchemaRules.Check(request)
            .Concat(CheckParameters(request.CopyTo(new RunParameters()), request.JobParameters)));
    }

    /// <summary>Checks the request that repairs a run.</summary>
    /// <exception cref="DefinitionException">The service would reject it; every reason is named.</exception>
    public static void Validate(RepairRun request)
    {
        ArgumentChecks.NotNull(request, nameof(request));
        ThrowIfAny(SchemaRules.Check(request)
            .Concat(CheckParameters(request.CopyTo(new RunParameters()), request.JobParameters)));
    }

    private static void ThrowIfAny(IEnumerable<DefinitionProblem> found)
    {
        DefinitionProblem[] problems = [.. found];
        if (problems.Length > 0)
        {
            throw new DefinitionException(problems);
        }
    }

    private static IEnumerable<DefinitionProblem> CheckPresent(SubmitRun request)
    {
        if (request.Tasks is not { Count: > 0 } && !request.HasAdditionalProperties)
        {
            yield return new DefinitionProblem("tasks", "is missing; a one-time run needs at least one task.");
        }
    }

    // A task of a job that was converted to a task of a one-time run keeps the fields that the latter does not have.
    private static IEnumerable<DefinitionProblem> CheckSubmitTask(SubmitTask task, int index)
    {
        if (task.HasAdditionalProperties && task.GetAdditionalProperties().ContainsKey("job_cluster_key"))
        {
            yield return new DefinitionProblem($"tasks[{index}].job_cluster_key",
                "a one-time run has no job clusters; use new_cluster or existing_cluster_id in the task.");
        }
    }

    private static IEnumerable<DefinitionProblem> CheckParameters(
        RunParameters request,
        Dictionary<string, string>? jobParameters)
    {
        var older = new List<string>();
        AddIf(older, request.NotebookParams, "notebook_params");
        AddIf(older, request.PythonParams, "python_params");
        AddIf(older, request.PythonNamedParams, "python_named_params");
        AddIf(older, request.JarParams, "jar_params");
        AddIf(older, request.SparkSubmitParams, "spark_submit_params");
        AddIf(older, request.SqlParams, "sql_params");
        AddIf(older, request.DbtCommands, "dbt_commands");
        if (jobParameters is not null && older.Count > 0)
        {
            yield return new DefinitionProblem("job_parameters",
                $"cannot be combined with {string.Join(", ", older)}; use only job_parameters.");
        }

        if (request.JarParams is not null && request.NotebookParams is not null)
        {
            yield return new DefinitionProblem("jar_params", "cannot be combined with notebook_params.");
        }
    }

    private static void AddIf(List<string> names, object? value, string name)
    {
        if (value is not null)
        {
            names.Add(name);
        }
    }
}
