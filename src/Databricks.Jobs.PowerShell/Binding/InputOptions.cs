using System.Management.Automation;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>How a command reads definitions, beyond what is always accepted.</summary>
internal sealed class InputOptions
{
    /// <summary>Whether unknown fields are sent, with a warning, instead of being errors.</summary>
    public bool AllowUnknownField { get; init; }

    /// <summary>Whether the settings of a job with one task, in the format of API 2.0, are converted.</summary>
    public bool ConvertSingleTask { get; init; }

    /// <summary>What to tell the user about the input that was read.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>How messages name the parameters.</summary>
    public static DefinitionAdvice Advice { get; } = new()
    {
        ConvertSingleTask = "use -ConvertSingleTask",
        FieldsToRemove = "use Update-DbxJob with -FieldsToRemove",
        YamlParser = "Import the module Databricks.Jobs again.",
        Target = "use -Target",
        Variable = static name => $"use -Variable @{{ '{name}' = ... }}",
        JobId = static name =>
            $"Use Import-DbxJob for all jobs of the bundle, or -Variable @{{ '{name}' = ... }} with the ID.",
        UserName = "connect to the workspace with Connect-DbxWorkspace",
        FilesRoot = "use -FilesRoot /Workspace/...",
    };

    public SettingsReadOptions ToSettingsOptions() => new()
    {
        AllowUnknownFields = AllowUnknownField,
        ConvertSingleTask = ConvertSingleTask,
        Advice = Advice,
    };

    /// <summary>Adds a warning for each unknown field.</summary>
    public void Warn(IEnumerable<string> unknownFields) =>
        Warnings.AddRange(unknownFields.Select(WarningOf));

    /// <summary>The warning about an unknown field.</summary>
    public static string WarningOf(string path) => $"{path} is not a known field. It is sent unchanged.";

    /// <summary>Writes the warnings, once.</summary>
    public void WriteWarnings(Cmdlet command)
    {
        Warnings.ForEach(command.WriteWarning);
        Warnings.Clear();
    }
}

/// <summary>A command with parameters for <see cref="InputOptions"/>.</summary>
internal interface IInputOptionsSource
{
    InputOptions CreateInputOptions();
}
