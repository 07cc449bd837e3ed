using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of the results of an import.</summary>
internal static class ImportColumns
{
    public static string Name(PSObject item) => Column.Text(item, "Name");

    /// <summary>The name in a table.</summary>
    public static string FitName(PSObject item) => DisplayText.Fit(Name(item), 32);

    /// <summary>The name in a table that has only the result beside it.</summary>
    public static string FitNameBesideResult(PSObject item) =>
        DisplayText.Fit(Name(item), ViewLoader.RoomBeside(10, 10, 10));

    public static string Change(PSObject item) => Column.Text(item, "Change");

    public static string Source(PSObject item) => Column.Text(item, "Source");

    public static string Error(PSObject item) =>
        item.BaseObject is JobImportItem { Error: { } error } ? ScreenText.Line(error.Problem) : "";

    /// <summary>The file in a table.</summary>
    public static string FitPlace(PSObject item) => DisplayText.Fit(ImportProperties.Place(item) ?? "", 22);

    /// <summary>What becomes different, or why it failed, in a table.</summary>
    public static string FitSummary(PSObject item) => ScreenText.Line(ImportProperties.Summary(item));
}

/// <summary>Properties of the results of an import.</summary>
internal static class ImportProperties
{
    /// <summary>What was done, or what is going to be done, in one word.</summary>
    public static string? Result(PSObject item) => item.BaseObject is JobImportItem import
        ? (import.Status, import.Action) switch
        {
            (JobImportStatus.Planned, _) or (_, JobImportAction.Unchanged) => $"{import.Action}",
            (JobImportStatus.Succeeded, JobImportAction.Create) => "Created",
            (JobImportStatus.Succeeded, JobImportAction.Update) => "Updated",
            (JobImportStatus.Succeeded, JobImportAction.Remove) => "Removed",
            _ => $"{import.Status}",
        }
        : null;

    /// <summary>The name of the file, and the line.</summary>
    public static string? Place(PSObject item) => (item.BaseObject as JobImportItem)?.Source is { } source
        ? $"{(source.File is null ? "line " : Path.GetFileName(source.File) + ":")}{source.Line}"
        : null;

    /// <summary>What becomes different, or why it failed, in one line.</summary>
    public static string? Summary(PSObject item) => item.BaseObject switch
    {
        JobImportItem { Error: { } error } => error.Problem,
        JobImportItem { Action: JobImportAction.Update, Change: { Count: > 1 } changes } =>
            $"{changes.Count} changes: {changes[0]} ...",
        JobImportItem { Action: JobImportAction.Update, Change: [JobDifference change] } => $"{change}",
        _ => null,
    };
}
