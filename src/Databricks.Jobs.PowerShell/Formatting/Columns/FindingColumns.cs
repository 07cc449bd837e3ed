using System.Management.Automation;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of findings.</summary>
internal static class FindingColumns
{
    public static string RuleId(PSObject item) => Column.Text(item, "RuleId");

    public static string JobName(PSObject item) => Column.Text(item, "JobName");

    public static string Path(PSObject item) => Column.Text(item, "Path");

    public static string File(PSObject item) => Column.Text(item, "File");

    public static string Message(PSObject item) => Column.Text(item, "Message");

    /// <summary>The message after its path, for tables.</summary>
    public static string Summary(PSObject item) => Path(item) is { Length: > 0 } path
        ? $"{path}: {Message(item)}"
        : Message(item);

    public static string Fix(PSObject item) => Column.Text(item, "Fix");

    public static string Place(PSObject item) => ScreenText.Line(FindingProperties.Place(item));
}

/// <summary>Properties of findings.</summary>
internal static class FindingProperties
{
    /// <summary>The name of the file with line and column, or the name of the job.</summary>
    public static string? Place(PSObject item) => item.BaseObject is JobFinding finding
        ? finding.File is { } file ? $"{System.IO.Path.GetFileName(file)}:{finding.Line}:{finding.Column}"
            : finding.Line is not null ? $"line {finding.Line}, column {finding.Column}"
            : finding.JobName
        : null;
}
