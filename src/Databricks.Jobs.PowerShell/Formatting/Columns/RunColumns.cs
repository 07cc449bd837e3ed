using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of runs.</summary>
internal static class RunColumns
{
    public static string Name(PSObject item) => Column.Text(item, "RunName");

    /// <summary>The name in a table.</summary>
    public static string FitName(PSObject item) => DisplayText.Fit(Name(item), ViewLoader.RoomBeside(89, 61, 61));

    public static string Creator(PSObject item) => Column.Text(item, "CreatorUserName");

    public static string Trigger(PSObject item) => Column.Text(item, "Trigger");

    public static string JobParameters(PSObject item) => Column.Text(item, "JobParameters");

    /// <summary>The keys of the tasks, or how to read them: the lists of the service have no tasks.</summary>
    public static string TaskKeys(PSObject item) => item.BaseObject switch
    {
        BaseRun when RunProperties.TaskKeys(item) is null => NotRead(item),
        BaseRun { HasMore: true } => $"{Column.Text(item, "TaskKeys")}, more {NotRead(item)}",
        _ => Column.Text(item, "TaskKeys"),
    };

    public static string Page(PSObject item) => Column.Text(item, "Page");

    private static string NotRead(PSObject item) => $"not read (Get-DbxRun {Column.Value(item, "RunId")})";
}

/// <summary>Columns of the tasks of runs.</summary>
internal static class RunTaskColumns
{
    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    /// <summary>The key in a table.</summary>
    public static string FitTaskKey(PSObject item) =>
        DisplayText.Fit(TaskKey(item), ViewLoader.RoomBeside(78, 61, 19));

    public static string DependsOn(PSObject item) => Column.Text(item, "DependsOn");

    public static string RunIf(PSObject item) => Column.Text(item, "RunIf");

    public static string Page(PSObject item) => Column.Text(item, "Page");
}

/// <summary>Columns of repairs.</summary>
internal static class RepairColumns
{
    public static string Type(PSObject item) => Column.Text(item, "Type");

    public static string Duration(PSObject item) =>
        DisplayText.Duration(RepairProperties.Duration(item));

    public static string TaskRunIds(PSObject item) => Column.Text(item, "TaskRunIds");
}

/// <summary>Columns of the output of tasks.</summary>
internal static class OutputColumns
{
    private const int MinOutputKey = 18;

    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    /// <summary>The key in a table, which shares the room with the summary.</summary>
    public static string FitTaskKey(PSObject item) =>
        DisplayText.Fit(TaskKey(item), Math.Max(ViewLoader.RoomBeside(32, 32, 22) / 2, MinOutputKey));

    /// <summary>The key in a table of iterations.</summary>
    public static string FitIterationKey(PSObject item) =>
        DisplayText.Fit(TaskKey(item), ViewLoader.Share(21, 28, 72));

    public static string Input(PSObject item) => Column.Text(item, "Input");

    public static string State(PSObject item) => FormatFunctions.Colored(Column.Text(item, "Result"));

    public static string Duration(PSObject item) =>
        DisplayText.Duration(Column.Value(item, "Duration") as TimeSpan?);

    public static string Summary(PSObject item) => Column.Text(item, "Summary");

    public static string NotebookResult(PSObject item) => Column.Block(item, "NotebookResult");

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

/// <summary>Columns of the parameters of runs.</summary>
internal static class ParameterColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Name");

    /// <summary>The name in a table.</summary>
    public static string FitName(PSObject item) => DisplayText.Fit(Name(item), ViewLoader.Share(32, 32, 48));

    public static string Value(PSObject item) => Column.Text(item, "Value");

    /// <summary>The value in a table.</summary>
    public static string FitValue(PSObject item) => DisplayText.Fit(Value(item), ViewLoader.Share(32, 32, 48));

    public static string Default(PSObject item) => Column.Text(item, "Default");
}

/// <summary>Columns of the definitions of parameters.</summary>
internal static class DefinitionColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Name");

    /// <summary>The name in a table.</summary>
    public static string FitName(PSObject item) => DisplayText.Fit(Name(item), ViewLoader.Share(48, 48, 48));

    public static string Default(PSObject item) => Column.Text(item, "Default");
}
