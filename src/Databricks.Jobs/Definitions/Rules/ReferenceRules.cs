namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks dynamic value references: that what they refer to exists.</summary>
/// <remarks>The service replaces nothing where a reference is wrong: the text itself becomes the value.</remarks>
internal static class ReferenceRules
{
    private static readonly string[] s_withoutValues =
    [
        "alert_task", "condition_task", "dashboard_task", "dbt_task", "pipeline_task", "power_bi_task", "sql_task",
    ];

    /// <summary>References of a form that does not exist.</summary>
    public static IEnumerable<DefinitionProblem> Unknown(JobCheck check) => Check(check, static (reference, _, _) =>
    {
        if (!ReferenceNames.Roots.Contains(reference.Root, StringComparer.Ordinal))
        {
            // Other text in braces can belong to the code, such as a template of dbt.
            return reference.Parts.Count > 1
                && NameMatcher.OnlyTypo(reference.Root, ReferenceNames.Roots) is { } root
                ? $"did you mean '{root}' instead of '{reference.Root}'?"
                : null;
        }

        return ReferenceNames.FirstUnknown(reference) is var (part, known)
            ? NameMatcher.Nearest(part, known) is { } nearest
                ? $"there is no '{part}'; did you mean '{nearest}'?"
                : $"there is no '{part}'; there are {string.Join(", ", known)}."
            : ReferenceNames.IsIncomplete(reference) ? "is not complete." : null;
    });

    /// <summary>References in the older form.</summary>
    public static IEnumerable<DefinitionProblem> Older(JobCheck check) => Check(check, static (reference, _, _) =>
        reference.Parts.Count == 1 && ReferenceNames.Older.TryGetValue(reference.Root, out string? newer)
            ? $"is the older form; use {newer}."
            : null);

    /// <summary>References to parameters that the job does not have.</summary>
    public static IEnumerable<DefinitionProblem> Parameters(JobCheck check)
    {
        string[] names = [.. check.Settings.Parameters?.Select(static one => one?.Name).OfType<string>() ?? []];
        return Check(check, (reference, _, _) =>
            reference is { Root: "job", Parts.Count: 3 } && reference.Part(1) == "parameters"
                && !names.Contains(reference.Part(2), StringComparer.Ordinal)
                ? NameProblem.Create("", "parameter", reference.Part(2), names, names.Length == 0
                    ? "the job has no parameters."
                    : $"the parameters are {string.Join(", ", names)}.").Message
                : null);
    }

    /// <summary>References to tasks that do not exist, end later, or have no such result.</summary>
    public static IEnumerable<DefinitionProblem> Tasks(JobCheck check) => Check(check, ProblemOfTask);

    /// <summary>References to the element of a loop outside of one.</summary>
    public static IEnumerable<DefinitionProblem> Inputs(JobCheck check) => Check(check, static (reference, task, _) =>
        reference.Root == "input" && task?.Loop is null
            ? "exists only in the task inside a for-each task."
            : null);

    private static string? ProblemOfTask(ReferenceText reference, CheckedTask? task, TaskGraph graph)
    {
        if (reference.Root != "tasks" || reference.Parts.Count < 3)
        {
            return null;
        }

        string key = reference.Part(1);
        if (graph.Find(key) is not { } other)
        {
            return NameProblem.Create("", "task", key, graph.Keys, $"the tasks are {string.Join(", ", graph.Keys)}.")
                .Message;
        }

        if (task?.OuterKey is not { } own || !graph.IsUpstream(key, own))
        {
            return task is null
                ? "only a task can refer to the result of another task."
                : $"task '{task.OuterKey}' does not depend on '{key}'; add it to depends_on.";
        }

        string? kind = other.View.Kinds.FirstOrDefault(s_withoutValues.Contains);
        return reference.Part(2) == "values" && kind is not null
            ? $"task '{key}' is a {kind}, which cannot set task values."
            : null;
    }

    private static IEnumerable<DefinitionProblem> Check(
        JobCheck check,
        Func<ReferenceText, CheckedTask?, TaskGraph, string?> problemOf) =>
        from text in check.Texts
        where text.Text!.Contains("{{")
        from reference in ReferenceText.Find(text.Text!)
        let problem = problemOf(reference, check.TaskAt(text.Path), check.Graph)
        where problem is not null
        select new DefinitionProblem(text.Path, $"{reference.Text}: {problem}");
}
