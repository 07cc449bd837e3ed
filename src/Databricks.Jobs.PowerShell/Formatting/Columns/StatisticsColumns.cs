using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of the statistics of jobs and of their tasks.</summary>
internal static class StatisticsColumns
{
    public static string JobName(PSObject item) => Column.Text(item, "JobName");

    public static string SuccessRate(PSObject item) =>
        DisplayText.Percent(Column.Value(item, "SuccessRate") as double?);

    public static string MedianDuration(PSObject item) => Duration(item, "MedianDuration");

    public static string P95Duration(PSObject item) => Duration(item, "P95Duration");

    public static string MedianQueue(PSObject item) => Duration(item, "MedianQueue");

    public static string P95Queue(PSObject item) => Duration(item, "P95Queue");

    public static string MedianSetup(PSObject item) => Duration(item, "MedianSetup");

    public static string P95Setup(PSObject item) => Duration(item, "P95Setup");

    public static string Trend(PSObject item) => DisplayText.Change(Column.Value(item, "Trend") as double?);

    public static string TimeLost(PSObject item) => Duration(item, "TimeLost");

    private static string Duration(PSObject item, string property) =>
        DisplayText.Duration(Column.Value(item, property) as TimeSpan?);
}

/// <summary>Columns of the statistics of jobs.</summary>
internal static class JobStatisticsColumns
{
    /// <summary>The name in a table.</summary>
    public static string FitJobName(PSObject item) =>
        DisplayText.Fit(StatisticsColumns.JobName(item), ViewLoader.RoomBeside(84, 48, 12));

    public static string From(PSObject item) => Column.Time(item, "From");

    public static string To(PSObject item) => Column.Time(item, "To");

    public static string LongestTasks(PSObject item) => Column.Text(item, "LongestTasks");

    public static string FlakyTasks(PSObject item) => Column.Text(item, "FlakyTasks");
}

/// <summary>Columns of the statistics of tasks.</summary>
internal static class TaskStatisticsColumns
{
    public static string TaskKey(PSObject item) => Column.Text(item, "TaskKey");

    /// <summary>The key in a table.</summary>
    public static string FitTaskKey(PSObject item) =>
        DisplayText.Fit(TaskKey(item), ViewLoader.RoomBeside(82, 51, 12));
}
