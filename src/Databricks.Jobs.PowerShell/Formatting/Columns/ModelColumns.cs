using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>What every object of ours can be shown as.</summary>
internal static class ModelColumns
{
    /// <summary>All properties, each on its own line, for objects that have no view of their own.</summary>
    public static string Text(PSObject item)
    {
        PSProperty[] properties = [.. item.Properties.OfType<PSProperty>()];
        int width = properties.Length == 0 ? 0 : properties.Max(property => property.Name.Length);
        // A line of a value must not look like another property.
        string lineBreak = "\n" + new string(' ', width + 3);
        return string.Join(
            Environment.NewLine,
            properties.Select(property => $"{property.Name.PadRight(width)} : "
                + Column.Block(item, property.Name).Replace("\n", lineBreak)));
    }

    /// <summary>The name or key, or else the description, for lists in lists and for Format-Wide.</summary>
    public static string Label(PSObject item)
    {
        string? property = item.Properties["Name"] is not null
            ? "Name"
            : item.Properties.FirstOrDefault(one => one.Name.EndsWith("Key", StringComparison.Ordinal))?.Name;
        string name = property is null ? "" : Column.Text(item, property);
        return name.Length > 0 ? name : ScreenText.Line(item.BaseObject.ToString());
    }
}
