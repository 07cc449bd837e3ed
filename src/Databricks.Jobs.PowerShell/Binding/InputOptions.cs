using System.Management.Automation;

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
