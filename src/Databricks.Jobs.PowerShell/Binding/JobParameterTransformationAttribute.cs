using System.Collections;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads job parameters: a hashtable with names and default values, or definitions.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JobParameterTransformationAttribute : InputTransformationAttribute
{
    private const string Name = "Parameter";

    private protected override object Read(object value) => value is IDictionary entries && !IsDefinition(entries)
        ? entries.ToStringMap(Name)
            .Select(entry => new JobParameterDefinition { Name = entry.Key, Default = entry.Value })
            .ToArray()
        : ModelInputReader.ReadMany(typeof(JobParameterDefinition), value, Name);

    private protected override object CreatePlaceholder() => new[] { new JobParameterDefinition() };

    // @{ name = 'x'; default = 'y' } is one definition, not two parameters.
    private static bool IsDefinition(IDictionary entries) =>
        entries.Count == 2 && entries.Contains("name") && entries.Contains("default");
}
