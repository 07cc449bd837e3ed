using System.Collections;

namespace Databricks.Jobs.Serialization;

/// <summary>Finds values in dictionaries that users wrote.</summary>
internal static class DictionaryLookup
{
    /// <summary>The value of a key in any spelling; null if it does not exist.</summary>
    public static object? Find(this IDictionary entries, string name) => entries.Keys
        .OfType<string>()
        .Where(key => NameMatcher.AreSame(key, name))
        .Select(key => entries[key])
        .FirstOrDefault();
}
