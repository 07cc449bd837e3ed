using System.Collections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads hashtables from parameters.</summary>
internal static class DictionaryExtensions
{
    /// <summary>The value of a key in any spelling; null if it does not exist.</summary>
    public static object? Find(this IDictionary entries, string name) => entries.Keys
        .OfType<string>()
        .Where(key => NameMatcher.AreSame(key, name))
        .Select(key => entries[key])
        .FirstOrDefault();

    /// <summary>Reads a hashtable of names and strings, such as parameters or tags.</summary>
    /// <param name="entries">The hashtable.</param>
    /// <param name="name">The name of the parameter, for messages.</param>
    /// <exception cref="Models.ModelBindingException">A value is not a simple value.</exception>
    public static Dictionary<string, string> ToStringMap(this IDictionary entries, string name) =>
        new BindingValue(entries, name).Map()!;
}
