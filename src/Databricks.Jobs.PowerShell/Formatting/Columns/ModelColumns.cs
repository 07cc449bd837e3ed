using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>The view of models that have no view of their own.</summary>
internal static class ModelColumns
{
    /// <summary>All properties, each on its own line.</summary>
    public static string Text(PSObject item)
    {
        PSProperty[] properties = [.. item.Properties.OfType<PSProperty>()];
        int width = properties.Length == 0 ? 0 : properties.Max(property => property.Name.Length);
        return string.Join(
            Environment.NewLine,
            properties.Select(property => $"{property.Name.PadRight(width)} : {Column.Block(item, property.Name)}"));
    }
}
