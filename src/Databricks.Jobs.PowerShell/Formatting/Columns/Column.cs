using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Formatting.Columns;

/// <summary>Reads properties for the columns of views, as text that is safe to show.</summary>
internal static class Column
{
    /// <summary>A property on one line; empty if it has no value.</summary>
    /// <param name="item">The object of the row.</param>
    /// <param name="path">The names of the property and of those that lead to it.</param>
    public static string Text(PSObject item, params string[] path) => ScreenText.Line(ToText(Value(item, path)));

    /// <summary>A property with its line breaks, and spaces instead of tabs; empty if it has no value.</summary>
    /// <param name="item">The object of the row.</param>
    /// <param name="path">The names of the property and of those that lead to it.</param>
    public static string Block(PSObject item, params string[] path) =>
        ScreenText.Block(ToText(Value(item, path))).Replace("\t", "    ");

    /// <summary>A time; empty if the property has no value.</summary>
    /// <param name="item">The object of the row.</param>
    /// <param name="property">The name of the property.</param>
    public static string Time(PSObject item, string property) =>
        DisplayText.Time(Value(item, property) as DateTimeOffset?);

    /// <summary>The value of a property that is a time, in the local time zone; null if there is none.</summary>
    /// <param name="item">The object of the row.</param>
    /// <param name="property">The name of the property.</param>
    public static DateTimeOffset? LocalTime(PSObject item, string property) =>
        (Value(item, property) as DateTimeOffset?)?.ToLocalTime();

    /// <summary>The value of a property; null if there is none.</summary>
    /// <param name="item">The object of the row.</param>
    /// <param name="path">The names of the property and of those that lead to it.</param>
    public static object? Value(PSObject? item, params string[] path)
    {
        object? value = item;
        foreach (string name in path)
        {
            value = value is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
        }

        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private static string? ToText(object? value) => value switch
    {
        string text => text,
        IDictionary entries => string.Join(
            ", ", entries.Keys.Cast<object>().Select(key => $"{key}={ToText(entries[key])}")),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(ToText)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
