using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// The values that a task receives: its own, overridden by those of the run, with all references resolved.
/// </summary>
internal static class ResolvedValuesBuilder
{
    public static ResolvedValues? Build(TaskAttempt attempt)
    {
        RunTask task = attempt.View;
        RunParameters? over = attempt.Node.Run.Overriding;
        var values = new ResolvedValues();
        if (task.NotebookTask is { } notebook)
        {
            Dictionary<string, string>? all = Merge(notebook.BaseParameters, over?.NotebookParams);
            values.NotebookTask = new() { BaseParameters = Named(all, attempt, push: true) };
        }
        else if (task.SparkPythonTask is { } python)
        {
            values.SparkPythonTask = new() { Parameters = Listed(over?.PythonParams ?? python.Parameters, attempt) };
        }
        else if (task.SparkJarTask is { } jar)
        {
            values.SparkJarTask = new() { Parameters = Listed(over?.JarParams ?? jar.Parameters, attempt) };
        }
        else if (task.SparkSubmitTask is { } submit)
        {
            List<string>? listed = over?.SparkSubmitParams ?? submit.Parameters;
            values.SparkSubmitTask = new() { Parameters = Listed(listed, attempt) };
        }
        else if (task.PythonWheelTask is { } wheel)
        {
            Dictionary<string, string>? named = Merge(wheel.NamedParameters, over?.PythonNamedParams);
            values.PythonWheelTask = new()
            {
                NamedParameters = Named(named, attempt, push: wheel.Parameters is null),
                Parameters = Listed(over?.PythonParams ?? wheel.Parameters, attempt),
            };
        }
        else if (task.SqlTask is { } sql)
        {
            values.SqlTask = new() { Parameters = Named(Merge(sql.Parameters, over?.SqlParams), attempt, push: true) };
        }
        else if (task.DbtTask is { } dbt)
        {
            values.DbtTask = new() { Commands = Listed(over?.DbtCommands ?? dbt.Commands, attempt) };
        }
        else if (task.RunJobTask is { } job)
        {
            values.RunJobTask = new() { JobParameters = Named(job.JobParameters, attempt, push: false) };
        }
        else if (task.ConditionTask is { } condition)
        {
            values.ConditionTask = new()
            {
                Left = DynamicValueResolver.Resolve(condition.Left, attempt),
                Right = DynamicValueResolver.Resolve(condition.Right, attempt),
            };
        }
        else
        {
            return null;
        }

        return values;
    }

    private static Dictionary<string, string>? Merge(
        Dictionary<string, string>? own,
        Dictionary<string, string>? over)
    {
        if (own is null || over is null) return own ?? over;
        var all = new Dictionary<string, string>(own, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in over) all[pair.Key] = pair.Value;
        return all;
    }

    /// <summary>Job parameters are passed to every task that takes named values, and override its own.</summary>
    private static Dictionary<string, string>? Named(
        Dictionary<string, string>? values,
        TaskAttempt attempt,
        bool push)
    {
        Dictionary<string, string>? resolved = DynamicValueResolver.Resolve(values, attempt);
        if (!push || attempt.Node.Run.Parameters.Count == 0) return resolved;
        resolved ??= new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JobParameter parameter in attempt.Node.Run.Parameters)
        {
            resolved[parameter.Name!] = parameter.Value ?? parameter.Default ?? "";
        }

        return resolved;
    }

    private static List<string>? Listed(List<string>? values, TaskAttempt attempt) =>
        DynamicValueResolver.Resolve(values, attempt);
}
