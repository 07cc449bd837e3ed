using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The fields of a task that say what it does; exactly one must be set.</summary>
internal static class TaskKinds
{
    public static IEnumerable<string> Of(JobsModel task)
    {
        IEnumerable<string> kinds =
            task.Shape.TaskKinds.Where(field => field.Get(task) is not null).Select(field => field.Name);
        return task.HasAdditionalProperties
            ? kinds.Concat(task.GetAdditionalProperties().Keys.Where(ModelShape.IsTaskKind))
            : kinds;
    }
}
