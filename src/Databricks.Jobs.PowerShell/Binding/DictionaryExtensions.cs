using System.Collections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads hashtables from parameters.</summary>
internal static class DictionaryExtensions
{
    /// <summary>Reads a hashtable of names and strings, such as parameters or tags.</summary>
    /// <param name="entries">The hashtable.</param>
    /// <param name="name">The name of the parameter, for messages.</param>
    /// <exception cref="Models.ModelBindingException">A value is not a simple value.</exception>
    public static Dictionary<string, string> ToStringMap(this IDictionary entries, string name) =>
        new BindingValue(entries, name).Map()!;

    /// <summary>A hashtable of names and values of any type, without the wrappers of PowerShell.</summary>
    public static Dictionary<string, object?> ToObjectMap(this IDictionary entries)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in entries)
        {
            map[$"{entry.Key}"] = entry.Value.Unwrap();
        }

        return map;
    }
}
