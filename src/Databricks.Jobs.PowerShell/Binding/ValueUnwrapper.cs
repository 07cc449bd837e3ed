using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Internal;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Takes PowerShell's wrapping off a value, so that the models see what the user wrote.</summary>
internal static class ValueUnwrapper
{
    public static object? Unwrap(object value)
    {
        if (ReferenceEquals(value, AutomationNull.Value))
        {
            return null;
        }

        object bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            PSCustomObject => ToDictionary((PSObject)value),
            SwitchParameter flag => flag.IsPresent,
            _ => bare,
        };
    }

    /// <summary>Reads a hashtable as names and texts, as parameters and tags are.</summary>
    /// <exception cref="Models.ModelBindingException">A value is not simple.</exception>
    public static Dictionary<string, string> ReadStringMap(IDictionary values, string name) =>
        new BindingValue(values, name, depth: 0).Map()!;

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
