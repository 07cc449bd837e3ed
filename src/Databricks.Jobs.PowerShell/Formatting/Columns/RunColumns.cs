using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of runs.</summary>
internal static class RunColumns
{
    public static string Name(PSObject item) => Column.Text(item, "RunName");

    public static string Creator(PSObject item) => Column.Text(item, "CreatorUserName");

    public static string Trigger(PSObject item) => Column.Text(item, "Trigger");

    public static string Parameters(PSObject item) =>
        Column.Value(item, "JobParameters") is IEnumerable<JobParameter> parameters
            ? FormatFunctions.Join(parameters.Select(one => $"{one.Name} = {one.Value ?? one.Default}"))
            : "";

    public static string Tasks(PSObject item) => Column.Value(item, "Tasks") is IEnumerable<RunTask> tasks
        ? FormatFunctions.Join(tasks.Select(task => task.TaskKey))
        : "";

    /// <summary>The URL of the page that works for all users.</summary>
    public static string Page(PSObject item) => ScreenText.Line(item.BaseObject switch
    {
        Run run => RunUrl.Of(run),
        BaseRun run => RunUrl.Of(run),
        _ => null,
    });
}

/// <summary>Columns of the tasks of runs.</summary>
internal static class RunTaskColumns
{
    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    public static string DependsOn(PSObject item) => item.BaseObject is RunTask { DependsOn: { } dependencies }
        ? FormatFunctions.Join(dependencies.Select(one => one.TaskKey))
        : "";

    public static string RunIf(PSObject item) => Column.Text(item, "RunIf");

    public static string Page(PSObject item) =>
        item.BaseObject is RunTask task ? ScreenText.Line(RunUrl.Of(task)) : "";
}

/// <summary>Columns of repairs.</summary>
internal static class RepairColumns
{
    public static string Type(PSObject item) => Column.Text(item, "Type");

    public static string Duration(PSObject item) => DisplayText.Duration(
        item.BaseObject is RepairHistoryItem repair ? repair.EndTime - repair.StartTime : null);

    public static int? Tasks(PSObject item) => (item.BaseObject as RepairHistoryItem)?.TaskRunIds?.Count;

    public static string TaskRunIds(PSObject item) => Column.Text(item, "TaskRunIds");
}

/// <summary>Columns of the output of tasks.</summary>
internal static class OutputColumns
{
    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    public static string State(PSObject item) => FormatFunctions.Colored(Column.Text(item, "Result"));

    public static string Duration(PSObject item) =>
        DisplayText.Duration(Column.Value(item, "Duration") as TimeSpan?);

    /// <summary>The output in one line: its error, its result, or the end of its logs.</summary>
    public static string Output(PSObject item) => item.BaseObject is TaskOutput output
        ? FormatFunctions.FirstLine(
            output.Error ?? output.NotebookResult ?? output.Output?.DescribeResult()
                ?? output.Logs?.TrimEnd().Split('\n').Last())
        : "";

    public static string Result(PSObject item) => Column.Block(item, "NotebookResult");

    public static string Logs(PSObject item) => Column.Block(item, "Logs");

    public static string Error(PSObject item) => Column.Block(item, "Error");

    public static string ErrorTrace(PSObject item) => Column.Block(item, "ErrorTrace");
}

/// <summary>Columns of outputs as the API returns them.</summary>
internal static class RunOutputColumns
{
    public static string Metadata(PSObject item) => Column.Text(item, "Metadata");

    public static string NotebookOutput(PSObject item) => Column.Text(item, "NotebookOutput");

    public static string Error(PSObject item) => Column.Block(item, "Error");

    public static string ErrorTrace(PSObject item) => Column.Block(item, "ErrorTrace");

    public static string Logs(PSObject item) => Column.Block(item, "Logs");

    public static string Info(PSObject item) => Column.Block(item, "Info");
}

/// <summary>Columns of the parameters of runs, and of the definitions of parameters.</summary>
internal static class ParameterColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Name");

    public static string Value(PSObject item) => Column.Text(item, "Value");

    public static string Default(PSObject item) => Column.Text(item, "Default");
}
