namespace Databricks.Jobs.Definitions.Rules;

/// <summary>The dynamic value references that the documentation of Databricks Jobs lists.</summary>
internal static class ReferenceNames
{
    private static readonly string[] s_timeParts =
    [
        "iso_weekday", "is_weekday", "iso_date", "iso_datetime", "year", "month", "day", "hour", "minute", "second",
        "timestamp_ms",
    ];

    /// <summary>The first parts. Other text in braces is not replaced.</summary>
    public static readonly string[] Roots = ["job", "task", "tasks", "workspace", "input", "backfill"];

    /// <summary>The older references, and what replaced them.</summary>
    public static readonly Dictionary<string, string> Older = new(StringComparer.Ordinal)
    {
        ["job_id"] = "{{job.id}}",
        ["run_id"] = "{{task.run_id}}",
        ["parent_run_id"] = "{{job.run_id}}",
        ["task_key"] = "{{task.name}}",
        ["start_date"] = "{{job.start_time.iso_date}}",
        ["start_time"] = "{{job.start_time.timestamp_ms}}",
        ["task_retry_count"] = "{{task.execution_count}}",
    };

    // What can follow, by the parts before it. What is not in the table can be followed by anything.
    private static readonly Dictionary<string, string[]> s_next = new(StringComparer.Ordinal)
    {
        ["job"] = ["id", "name", "run_id", "repair_count", "start_time", "parameters", "trigger"],
        ["job.start_time"] = s_timeParts,
        ["job.trigger"] = ["type", "time", "file_arrival", "table_update", "model"],
        ["job.trigger.time"] = s_timeParts,
        ["job.trigger.file_arrival"] = ["location"],
        ["task"] = ["name", "run_id", "execution_count", "notebook_path"],
        ["tasks.*"] =
            ["run_id", "result_state", "error_code", "execution_count", "notebook_path", "values", "output"],
        ["workspace"] = ["id", "url"],
        ["backfill"] = s_timeParts,
    };

    /// <summary>The first part that does not exist, and what could be in its place; null if all exist.</summary>
    public static (string Part, string[] Known)? FirstUnknown(ReferenceText reference)
    {
        string before = reference.Root;
        for (int i = 1; i < reference.Parts.Count; i++)
        {
            string part = reference.Parts[i];
            if (s_next.TryGetValue(before, out string[]? known) && !known.Contains(part, StringComparer.Ordinal))
            {
                return (part, known);
            }

            before = before == "tasks" ? "tasks.*" : $"{before}.{part}";
        }

        return null;
    }

    /// <summary>Whether something must follow a reference that is not complete.</summary>
    public static bool IsIncomplete(ReferenceText reference) => reference.Parts.Count == 1
        ? reference.Root is not "input"
        : reference.Root == "tasks" && reference.Parts.Count == 2;
}
