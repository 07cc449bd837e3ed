using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Takes job parameters as a hashtable of names and defaults, or as definitions.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JobParameterTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Name = "Parameter";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is null ? null : ValueUnwrapper.Unwrap(inputData);
        if (value is not IDictionary entries || IsDefinition(entries))
        {
            return new ModelTransformationAttribute(typeof(JobParameterDefinition), Name) { Many = true }
                .Transform(engineIntrinsics, value);
        }

        try
        {
            return ValueUnwrapper.ReadStringMap(entries, Name)
                .Select(entry => new JobParameterDefinition { Name = entry.Key, Default = entry.Value })
                .ToArray();
        }
        catch (ModelBindingException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    // @{ name = 'x'; default = 'y' } is one definition and not two parameters.
    private static bool IsDefinition(IDictionary entries) =>
        entries.Count == 2 && entries.Contains("name") && entries.Contains("default");
}
