using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads one or more models: typed objects, hashtables, custom objects or JSON strings.</summary>
/// <param name="type">The type of the model.</param>
/// <param name="name">The name of the parameter, with which paths in messages start.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ModelTransformationAttribute(Type type, string name) : InputTransformationAttribute
{
    /// <summary>The type of the model.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the parameter.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the parameter accepts several models.</summary>
    public bool Many { get; set; }

    private protected override string ParameterName => Name;

    private protected override object Read(object value, InputOptions options)
    {
        // Tasks and files from the pipeline belong to other parameters of the command.
        if (value is Models.Task or SubmitTask or FileSystemInfo
            && (Type == typeof(JobSettings) || Type == typeof(SubmitRun)))
        {
            return value;
        }

        if (value is string text && (Type == typeof(JobSettings) || Type == typeof(SubmitRun)) && YamlInput.IsYaml(text))
        {
            return YamlInput.Mark(ModelInputReader.New(Type));
        }

        if (Type == typeof(SubmitRun) || Type == typeof(SubmitTask))
        {
            // Only for runs: a job would store the secret, and everyone who can view the job could read it.
            value = SecretTransformationAttribute.Replace(value);
        }

        return Many
            ? ModelInputReader.ReadMany(Type, value, Name, options)
            : ModelInputReader.Read(Type, value, Name, options);
    }

    private protected override object CreatePlaceholder() =>
        Many ? ModelInputReader.ReadMany(Type, ModelInputReader.New(Type), Name) : ModelInputReader.New(Type);
}
