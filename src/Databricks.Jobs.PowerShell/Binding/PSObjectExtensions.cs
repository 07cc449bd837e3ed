using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.Serialization;

[assembly: ValueUnwrapper(typeof(PSObjectExtensions))]

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Takes PowerShell's wrapping off a value.</summary>
internal static class PSObjectExtensions
{
    /// <summary>What the user wrote, in types that the models know: a custom object is a dictionary.</summary>
    public static object? Unwrap(this object? value)
    {
        // It is a custom object too.
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

    /// <summary>The wrapped object; of a custom object, only that it is one.</summary>
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
