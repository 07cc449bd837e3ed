using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.Serialization;

[assembly: ValueUnwrapper(typeof(PSObjectExtensions))]

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Unwraps values from PSObject.</summary>
internal static class PSObjectExtensions
{
    /// <summary>The unwrapped value. A custom object becomes a dictionary.</summary>
    public static object? Unwrap(this object? value)
    {
        // It is also a PSCustomObject.
        if (ReferenceEquals(value, AutomationNull.Value))
        {
            return null;
        }

        return value.GetBaseObject() switch
        {
            PSCustomObject => ToDictionary((PSObject)value!),
            SwitchParameter flag => flag.IsPresent,
            var bare => bare,
        };
    }

    /// <summary>The base object; for a custom object, only its marker.</summary>
    public static object? GetBaseObject(this object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static OrderedDictionary ToDictionary(PSObject value)
    {
        var entries = new OrderedDictionary(StringComparer.Ordinal);
        foreach (PSPropertyInfo property in value.Properties)
        {
            entries.Add(property.Name, property.Value);
        }

        return entries;
    }
}
