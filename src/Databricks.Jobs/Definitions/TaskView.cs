using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>What the checks need to know of a task, be it of a job or of a one-time run.</summary>
internal sealed class TaskView
{
    private static readonly string[] ComputeFields = ["existing_cluster_id", "job_cluster_key", "new_cluster"];

    private readonly JobsModel _task;

    private TaskView(JobsModel task, string? key, List<TaskDependency>? dependencies, string? clusterKey, ForEachTask? loop)
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

    /// <summary>The kinds that the task has: one, if it is right.</summary>
    public IReadOnlyList<string> Kinds => [.. _task.Shape.Fields
        .Where((member, index) => IsKind(member) && _task.GetField(index) is not null)
        .Select(member => member.Name)];

    /// <summary>Where the task says to run: in one place, if it is right.</summary>
    public IReadOnlyList<string> Computes => [.. _task.Shape.Fields
        .Where((member, index) => ComputeFields.Contains(member.Name) && _task.GetField(index) is not null)
        .Select(member => member.Name)];

    /// <summary>Whether the task may have a kind that this version does not know.</summary>
    public bool MayHaveUnknownKind => _task.HasAdditionalProperties;

    /// <summary>The names of all kinds there are.</summary>
    public IEnumerable<string> AllKinds => _task.Shape.Fields.Where(IsKind).Select(member => member.Name);

    public static TaskView Of(Models.Task task) =>
        new(task, task.TaskKey, task.DependsOn, task.JobClusterKey, task.ForEachTask);

    public static TaskView Of(SubmitTask task) =>
        new(task, task.TaskKey, task.DependsOn, clusterKey: null, task.ForEachTask);

    private static bool IsKind(FieldShape member) =>
        member.Kind == FieldKind.Model && member.Name.EndsWith("_task", StringComparison.Ordinal);
}
