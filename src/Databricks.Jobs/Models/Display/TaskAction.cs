
namespace Databricks.Jobs.Models;

/// <summary>What a task does, in a few words: notebook_task /Jobs/transform.</summary>
internal static class TaskAction
{
    // The one field that tells two tasks of a kind apart.
    private static readonly string[] Telling =
    [
        "notebook_path", "python_file", "main_class_name", "entry_point", "pipeline_id", "job_id", "dashboard_id",
        "alert_id", "query_id", "project_directory", "inputs",
    ];

    public static string? Of(JobsModel task)
    {
        for (int i = 0; i < task.Shape.Fields.Count; i++)
        {
            string name = task.Shape.Fields[i].Name;
            if (name.EndsWith("_task", StringComparison.Ordinal) && task.GetField(i) is JobsModel action)
            {
                return Phrase.Join(" ", name, TargetOf(action));
            }
        }

        return null;
    }

    private static string? TargetOf(JobsModel action) => action is ConditionTask condition
        ? Phrase.Line(Phrase.Join(" ", condition.Left, condition.Op, condition.Right))
        : Telling
            .Select(name => action.Shape.IndexOf(name))
            .Where(field => field >= 0)
            .Select(field => Phrase.Line(action.GetField(field)?.ToString()))
            .FirstOrDefault(text => text is not null);
}
