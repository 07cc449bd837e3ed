using System.Management.Automation;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of the differences between definitions of jobs.</summary>
internal static class DifferenceColumns
{
    public static string JobName(PSObject item) => Column.Text(item, "JobName");

    public static string Path(PSObject item) => Column.Text(item, "Path");

    public static string Left(PSObject item) => Describe(Column.Value(item, "Left"));

    public static string Right(PSObject item) => Describe(Column.Value(item, "Right"));

    /// <summary>The whole difference in one line, as in a diff.</summary>
    public static string FitDifference(PSObject item) =>
        item.BaseObject is JobDifference difference ? FormatFunctions.Colored(difference) : "";

    private static string Describe(object? value) => ScreenText.Line(JobDifference.Describe(value));
}

/// <summary>Properties of the differences between definitions of jobs.</summary>
internal static class DifferenceProperties
{
    /// <summary>The whole difference in one line, as in a diff.</summary>
    public static string? Difference(PSObject item) => (item.BaseObject as JobDifference)?.ToString();
}
