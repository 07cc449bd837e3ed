using System.Collections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads a hashtable as names and texts, as parameters and tags are.</summary>
internal static class StringMap
{
    /// <exception cref="Models.ModelBindingException">A value is not simple.</exception>
    public static Dictionary<string, string> Read(IDictionary values, string name) =>
        new BindingValue(values, name, depth: 0).Map()!;
}
