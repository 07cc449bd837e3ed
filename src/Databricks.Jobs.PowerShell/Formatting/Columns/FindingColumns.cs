using System.Management.Automation;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of findings.</summary>
internal static class FindingColumns
{
    // The label before the source.
    private const int SourceLabel = 12;

    public static string RuleId(PSObject item) => Column.Text(item, "RuleId");

    public static string JobName(PSObject item) => Column.Text(item, "JobName");

    public static string Path(PSObject item) => Column.Text(item, "Path");

    public static string File(PSObject item) => Column.Text(item, "File");

    public static string Message(PSObject item) => Column.Text(item, "Message");

    public static string Fix(PSObject item) => Column.Text(item, "Fix");

    /// <summary>The file or job, shortened to the window.</summary>
    public static string FitSource(PSObject item) => DisplayText.Fit(
        ScreenText.Line(FindingProperties.Source(item)), ViewLoader.RoomBeside(SourceLabel, SourceLabel, SourceLabel));

    /// <summary>The finding as compilers print it, in lines that fit the window.</summary>
    public static string FitFinding(PSObject item) => item.BaseObject is JobFinding finding
        ? FormatFunctions.Colored(
            finding.Severity,
            DisplayText.Wrap(ScreenText.Line(FindingProperties.Finding(item)), ViewLoader.RoomBeside(1, 1, 1), "  "))
        : "";
}

/// <summary>Properties of findings.</summary>
internal static class FindingProperties
{
    /// <summary>The file, or the name of the job.</summary>
    public static string? Source(PSObject item) =>
        item.BaseObject is JobFinding finding ? finding.File ?? finding.JobName : null;

    /// <summary>Line and column, severity, rule, path and message in one line.</summary>
    public static string? Finding(PSObject item) =>
        item.BaseObject is JobFinding finding ? (finding with { File = null }).ToString() : null;
}
