using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Columns of job clusters.</summary>
internal static class JobClusterColumns
{
    public static string JobClusterKey(PSObject item) => Column.Text(item, "JobClusterKey");

    /// <summary>The key in a table.</summary>
    public static string FitJobClusterKey(PSObject item) =>
        DisplayText.Fit(JobClusterKey(item), ViewLoader.Share(40, 30, 48));

    public static string SparkVersion(PSObject item) => Column.Text(item, "SparkVersion");

    public static string Nodes(PSObject item) => Column.Text(item, "Nodes");
}

/// <summary>Columns of the definitions of clusters.</summary>
internal static class ClusterColumns
{
    public static string SparkVersion(PSObject item) => Column.Text(item, "SparkVersion");

    public static string NodeTypeId(PSObject item) => Column.Text(item, "NodeTypeId");

    public static string DriverNodeTypeId(PSObject item) => Column.Text(item, "DriverNodeTypeId");

    public static string Autoscale(PSObject item) => Column.Text(item, "Autoscale");

    public static string PolicyId(PSObject item) => Column.Text(item, "PolicyId");

    public static string InstancePoolId(PSObject item) => Column.Text(item, "InstancePoolId");

    public static string DataSecurityMode(PSObject item) => Column.Text(item, "DataSecurityMode");

    public static string RuntimeEngine(PSObject item) => Column.Text(item, "RuntimeEngine");

    public static string SparkConf(PSObject item) => Column.Text(item, "SparkConf");

    public static string CustomTags(PSObject item) => Column.Text(item, "CustomTags");
}
