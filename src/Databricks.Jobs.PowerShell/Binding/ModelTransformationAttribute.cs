using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Lets a parameter of a model's type take whatever is natural to write: the typed object, a hashtable, a
/// custom object or JSON text, one or many.</summary>
/// <param name="type">The model.</param>
/// <param name="name">The parameter's name, with which paths in messages begin.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ModelTransformationAttribute(Type type, string name) : ArgumentTransformationAttribute
{
    /// <summary>The model that the parameter takes.</summary>
    public Type Type { get; } = type;

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the parameter takes several.</summary>
    public bool Many { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || ValueUnwrapper.Unwrap(inputData) is not { } value)
        {
            return inputData;
        }

        // Commands that take settings take tasks by the pipeline too, at another parameter.
        if (value is Models.Task or SubmitTask && (Type == typeof(JobSettings) || Type == typeof(SubmitRun)))
        {
            return inputData;
        }

        if (Type == typeof(SubmitRun) || Type == typeof(SubmitTask))
        {
            // A run passes; a job would keep the secret for everyone who may see it.
            value = SecretTransformationAttribute.Replace(value);
        }

        try
        {
            return Many ? TransformMany(value) : ModelInputReader.Read(Type, value, Name);
        }
        catch (Exception exception) when (exception is ModelBindingException or ModelJsonException)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private Array TransformMany(object value)
    {
        object?[] items = value is IEnumerable list and not (string or IDictionary or JobsModel)
            ? [.. list.Cast<object?>()]
            : [value];
        var models = Array.CreateInstance(Type, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            models.SetValue(ModelInputReader.Read(Type, items[i], $"{Name}[{i}]"), i);
        }

        return models;
    }
}
