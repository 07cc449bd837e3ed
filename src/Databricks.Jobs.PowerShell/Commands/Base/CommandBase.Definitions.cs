using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Definitions in files and text.</content>
public abstract partial class CommandBase
{
    /// <summary>Options for reading definitions, without a name of the user.</summary>
    /// <param name="target">The value of -Target.</param>
    /// <param name="variables">The value of -Variable.</param>
    /// <param name="filesRoot">The value of -FilesRoot.</param>
    private protected static JobDefinitionReaderOptions CreateReaderOptions(
        string? target = null, IDictionary? variables = null, string? filesRoot = null)
    {
        return new()
        {
            Target = target,
            Variables = variables?.ToObjectMap(),
            FilesRoot = filesRoot,
            YamlParser = YamlAssembly.Deferred,
            Advice = InputOptions.Advice,
        };
    }

    /// <summary>Warns about each unknown field that is sent.</summary>
    /// <param name="source">The path of the file with the fields, or the name of the text.</param>
    /// <param name="fields">The paths of the fields.</param>
    private protected void WarnAboutUnknownFields(string source, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            WriteWarning(InputOptions.WarningOf($"{Path.GetFileName(source)}.{field}"));
        }
    }

    /// <summary>Writes the error for a file whose extension belongs to another format than -Format.</summary>
    private protected void WriteFormatMismatch<TFormat>(string path, TFormat format)
        where TFormat : struct, Enum =>
        WriteError(ErrorRecords.Create(
            "FormatMismatch",
            System.Management.Automation.ErrorCategory.InvalidArgument,
            $"The file '{path}' has the extension of another format than {format}.",
            "Change the extension, or omit -Format.",
            path));
}
