using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>The part of a job's definition that a run records.</summary>
public static class RunDefinition
{
    // What a run does not record, although a task of a job has it.
    private static readonly FieldShape[] s_notOfTasks =
        [.. new Models.Task().Shape.Fields.Where(field => new RunTask().Shape.IndexOf(field.Name) < 0)];

    // What a task of a run has in addition to the task of the job, and to its loop and its condition.
    private static readonly HashSet<string> s_onlyOfRuns = new(StringComparer.Ordinal) { "stats", "outcome" };

    private static readonly string[] s_recorded =
        ["name", "tasks", "job_clusters", "parameters", "environment_variables", "git_source"];

    /// <summary>The fields of a job that no run records. A run records a schedule only if the schedule started it.
    /// </summary>
    public static IReadOnlyList<string> NotRecorded { get; } =
    [
        .. new JobSettings().Shape.Fields.Select(field => field.Name)
            .Where(name => !s_recorded.Contains(name) && name is not ("format" or "schedule")),
        .. s_notOfTasks.Select(field => "tasks[*]." + field.Name),
    ];

    /// <summary>The definition of the job as it was at a run, as far as the run records it.</summary>
    /// <param name="run">The complete run, as runs/get returns it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public static JobSettings SettingsOf(Run run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return new JobSettings
        {
            Name = run.RunName,
            // The first attempt: a repair can use a definition that was changed after the run.
            Tasks = run.Tasks?.GroupBy(task => task.TaskKey)
                .Select(attempts => ToTask(attempts.OrderBy(task => task.AttemptNumber ?? 0).First())).ToList(),
            JobClusters = run.JobClusters,
            Parameters = run.JobParameters?
                .Select(one => new JobParameterDefinition { Name = one.Name, Default = one.Default }).ToList(),
            EnvironmentVariables = run.EnvironmentVariables,
            GitSource = run.GitSource,
            Schedule = run.Schedule,
        }.Copy();
    }

    /// <summary>The part of a definition that can be compared with <see cref="SettingsOf"/>.</summary>
    /// <param name="settings">The definition, which is not changed.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static JobSettings Restrict(JobSettings settings, Run run)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        ArgumentChecks.NotNull(run, nameof(run));
        JobSettings part = new JobSettings
        {
            Name = settings.Name,
            Tasks = settings.Tasks,
            JobClusters = settings.JobClusters,
            Parameters = settings.Parameters,
            EnvironmentVariables = settings.EnvironmentVariables,
            GitSource = settings.GitSource,
            Schedule = run.Schedule is null ? null : settings.Schedule,
        }.Copy();
        foreach (Models.Task task in part.Tasks ?? [])
        {
            foreach (FieldShape field in s_notOfTasks)
            {
                field.Clear(task);
            }
        }

        return part;
    }

    private static Models.Task ToTask(RunTask ran)
    {
        Models.Task task = ran.CopyTo(new Models.Task());
        RemoveOther(task, new RunTask().Shape.Fields.Select(field => field.Name));
        RemoveOther(task.ForEachTask, s_onlyOfRuns);
        RemoveOther(task.ConditionTask, s_onlyOfRuns);
        // The cluster that a job cluster became.
        if (task.JobClusterKey is not null) task.NewCluster = null;
        return task;
    }

    private static void RemoveOther(JobsModel? model, IEnumerable<string> names)
    {
        if (model is not { HasAdditionalProperties: true }) return;
        foreach (string name in names)
        {
            model.GetAdditionalProperties().Remove(name);
        }
    }
}
