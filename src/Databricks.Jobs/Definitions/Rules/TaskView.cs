using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>What the checks need of a task, which can belong to a job or to a one-time run.</summary>
internal sealed class TaskView
{
    private static readonly string[] s_computeFields = ["existing_cluster_id", "job_cluster_key", "new_cluster"];

    private readonly JobsModel _task;

    private TaskView(
        JobsModel task,
        string? key,
        List<TaskDependency>? dependencies,
        string? clusterKey,
        ForEachTask? loop)
    {
        _task = task;
        Key = key;
        Dependencies = dependencies ?? [];
        ClusterKey = clusterKey;
        Loop = loop;
    }

    public string? Key { get; }

    public IReadOnlyList<TaskDependency> Dependencies { get; }

    public string? ClusterKey { get; }

    public ForEachTask? Loop { get; }

    /// <summary>The kinds of task that are set; exactly one in a valid task.</summary>
    public IReadOnlyList<string> Kinds => NamesOf(_task.Shape.TaskKinds.Where(kind => kind.Get(_task) is not null));

    /// <summary>The kinds of compute that are set; at most one in a valid task.</summary>
    public IReadOnlyList<string> Computes => NamesOf(_task.Shape.Fields
        .Where(one => s_computeFields.Contains(one.Name) && one.Get(_task) is not null));

    /// <summary>Whether the task can have a kind that this version does not know.</summary>
    public bool MayHaveUnknownKind => _task.HasAdditionalProperties;

    /// <summary>The names of all kinds of task.</summary>
    public IReadOnlyList<string> AllKinds => NamesOf(_task.Shape.TaskKinds);

    public static TaskView Of(Models.Task task) =>
        new(task, task.TaskKey, task.DependsOn, task.JobClusterKey, task.ForEachTask);

    public static TaskView Of(SubmitTask task) =>
        new(task, task.TaskKey, task.DependsOn, clusterKey: null, task.ForEachTask);

    private static string[] NamesOf(IEnumerable<FieldShape> fields) => [.. fields.Select(field => field.Name)];
}
