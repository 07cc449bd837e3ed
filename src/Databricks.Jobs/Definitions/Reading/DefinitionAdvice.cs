namespace Databricks.Jobs.Definitions;

/// <summary>How messages name the options of a reader: a program sets properties, a shell has parameters.</summary>
internal sealed class DefinitionAdvice
{
    public string ConvertSingleTask { get; init; } = "set ConvertSingleTask";

    public string FieldsToRemove { get; init; } = "use UpdateJob.FieldsToRemove";

    public string YamlParser { get; init; } =
        "Reference the package Databricks.Jobs.Yaml and set JobDefinitionReaderOptions.YamlParser.";

    public string Target { get; init; } = "set Target";

    /// <summary>How to set a variable, or any other value, by its name.</summary>
    public Func<string, string> Variable { get; init; } = static name => $"set Variables[\"{name}\"]";

    /// <summary>How to set the ID of a job that is defined in the same bundle.</summary>
    public Func<string, string> JobId { get; init; } =
        static name => $"Set Variables[\"{name}\"], or KeepJobReferences.";

    public string UserName { get; init; } = "set UserName";

    public string FilesRoot { get; init; } = "set FilesRoot";
}
