using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The kind of a task: its one field whose name ends with <c>_task</c>.</summary>
internal static class TaskKinds
{
    public static IEnumerable<string> Of(JobsModel task)
    {
        IReadOnlyList<FieldShape> fields = task.Shape.Fields;
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i].Kind == FieldKind.Model && IsKind(fields[i].Name) && task.GetField(i) is not null)
            {
                yield return fields[i].Name;
            }
        }

        if (!task.HasAdditionalProperties) yield break;
        foreach (string name in task.GetAdditionalProperties().Keys.Where(IsKind)) yield return name;
    }

    private static bool IsKind(string name) => name.EndsWith("_task", StringComparison.Ordinal);
}
