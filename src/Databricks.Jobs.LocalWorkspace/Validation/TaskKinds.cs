using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>What a task does: the one member of it whose name ends with <c>_task</c>.</summary>
internal static class TaskKinds
{
    public static IEnumerable<string> Of(JobsModel task)
    {
        var fields = task.Shape.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Kind == FieldKind.Model && IsKind(fields[i].Name) && task.GetField(i) is not null)
            {
                yield return fields[i].Name;
            }
        }

        if (!task.HasAdditionalProperties) yield break;
        foreach (var name in task.GetAdditionalProperties().Keys.Where(IsKind)) yield return name;
    }

    private static bool IsKind(string name) => name.EndsWith("_task", StringComparison.Ordinal);
}
