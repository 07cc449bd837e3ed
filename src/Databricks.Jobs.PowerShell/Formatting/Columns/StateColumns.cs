using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of everything that has a state: runs, tasks of runs and repairs.</summary>
internal static class StateColumns
{
    public static string State(PSObject item) =>
        TypeDataMembers.OutcomeOf(item) is { } outcome ? FormatFunctions.Colored(outcome.ToString()) : "";

    public static string Message(PSObject item) => Column.Block(item, "Message");

    public static string Started(PSObject item) => Column.Time(item, "StartTime");

    public static string Ended(PSObject item) => Column.Time(item, "EndTime");

    public static string Duration(PSObject item) => DisplayText.Duration(TypeDataMembers.Duration(item));
}
