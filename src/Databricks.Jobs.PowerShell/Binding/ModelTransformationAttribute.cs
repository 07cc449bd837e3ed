using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Lets a parameter of a model's type take whatever is natural to write: the typed object, a hashtable, a
/// custom object or JSON text, one or many.</summary>
/// <param name="type">The model.</param>
/// <param name="name">The parameter's name, with which paths in messages begin.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ModelTransformationAttribute(Type type, string name) : InputTransformationAttribute
{
    /// <summary>The model that the parameter takes.</summary>
    public Type Type { get; } = type;

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the parameter takes several.</summary>
    public bool Many { get; set; }

    private protected override object Read(object value)
    {
        // Commands that take settings take tasks by the pipeline too, at another parameter.
        if (value is Models.Task or SubmitTask && (Type == typeof(JobSettings) || Type == typeof(SubmitRun)))
        {
            return value;
        }

        if (Type == typeof(SubmitRun) || Type == typeof(SubmitTask))
        {
            // A run passes; a job would keep the secret for everyone who may see it.
            value = SecretTransformationAttribute.Replace(value);
        }

        return Many ? ModelInputReader.ReadMany(Type, value, Name) : ModelInputReader.Read(Type, value, Name);
    }

    private protected override object CreatePlaceholder() =>
        Many ? ModelInputReader.ReadMany(Type, ModelInputReader.New(Type), Name) : ModelInputReader.New(Type);
}
