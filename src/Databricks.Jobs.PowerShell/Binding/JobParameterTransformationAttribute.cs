using System.Collections;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads job parameters: a hashtable with names and default values, or definitions.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JobParameterTransformationAttribute : InputTransformationAttribute
{
    private const string Name = "Parameter";

    private protected override string ParameterName => Name;

    private protected override object Read(object value, InputOptions options) =>
        value is IDictionary entries
            && Shorthand.FindMany<JobParameterDefinition>(entries, new BindingValue(entries, Name)) is { } definitions
                ? definitions.ToArray()
                : ModelInputReader.ReadMany(typeof(JobParameterDefinition), value, Name, options);

    private protected override object CreatePlaceholder() => new[] { new JobParameterDefinition() };
}
