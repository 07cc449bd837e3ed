using System.Management.Automation;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of permissions.</summary>
internal static class PermissionColumns
{
    public static string Principal(PSObject item) => Column.Text(item, "Principal");

    /// <summary>The principal in a table.</summary>
    public static string FitPrincipal(PSObject item) =>
        DisplayText.Fit(Principal(item), ViewLoader.RoomBeside(55, 32, 16));

    public static string PrincipalType(PSObject item) => Column.Text(item, "PrincipalType");

    public static string PermissionLevel(PSObject item) => Column.Text(item, "PermissionLevel");

    public static string InheritedFrom(PSObject item) => Column.Text(item, "InheritedFrom");
}

/// <summary>Columns of permission levels.</summary>
internal static class PermissionLevelColumns
{
    public static string PermissionLevel(PSObject item) => Column.Text(item, "PermissionLevel");

    public static string Description(PSObject item) => Column.Text(item, "Description");
}

/// <summary>Columns of policy compliance.</summary>
internal static class ComplianceColumns
{
    public static string Violations(PSObject item) => item.BaseObject is JobCompliance { Violations: { } violations }
        ? ScreenText.Line(string.Join("; ", violations.Select(violation =>
            $"{violation.Key}: {FormatFunctions.FirstLine(violation.Value)}")))
        : "";
}

/// <summary>Columns of compliance repairs.</summary>
internal static class ComplianceRepairColumns
{
    public static string Changes(PSObject item) => item.BaseObject is JobComplianceRepair repair
        ? ScreenText.Line(string.Join("; ", repair.Changes))
        : "";
}

/// <summary>Columns of the changes of compliance repairs.</summary>
internal static class ClusterChangeColumns
{
    public static string Field(PSObject item) => Column.Text(item, "Field");

    public static string PreviousValue(PSObject item) => Column.Text(item, "PreviousValue");

    public static string NewValue(PSObject item) => Column.Text(item, "NewValue");
}
