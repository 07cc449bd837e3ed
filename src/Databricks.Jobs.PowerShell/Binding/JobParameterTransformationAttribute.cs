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
        value is IDictionary entries && !IsDefinition(entries)
            ? entries.ToStringMap(Name)
                .Select(entry => new JobParameterDefinition { Name = entry.Key, Default = entry.Value })
                .ToArray()
            : ModelInputReader.ReadMany(typeof(JobParameterDefinition), value, Name, options);

    private protected override object CreatePlaceholder() => new[] { new JobParameterDefinition() };

    // @{ name = 'x'; default = 'y' } is one definition, not two parameters.
    private static bool IsDefinition(IDictionary entries)
    {
        if (entries.Find("name") is null || !entries.Keys.OfType<string>().All(IsField))
        {
            return false;
        }

        return entries.Find("default") is not null ? true : throw ModelBindingException.Wrong(
            Name,
            "a definition with a name needs a default. To define a parameter that is called 'name', "
                + "use @{ name = 'name'; default = 'value' }.");
    }

    private static bool IsField(string key) =>
        NameMatcher.AreSame(key, "name") || NameMatcher.AreSame(key, "default");
}
