using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that takes the settings of a job in one object or file, and in parameters that override single
/// settings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobSettingsCommandBase : JobOverrideCommandBase
{
    /// <summary>All settings in one object. The tasks and clusters of a job from a list are requested.</summary>
    public abstract JobSettings? Settings { get; set; }

    /// <summary>The path of a JSON file with the settings.</summary>
    [Parameter(
        HelpMessage = "The path of a JSON file with the settings. Other parameters override the settings in the file.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Combines the settings from all parameters; a failure becomes an error.</summary>
    private protected bool TryReadSettings(out JobSettings settings)
    {
        settings = new JobSettings();
        if (!TryChooseSettings(Settings, Path, out JobSettings? given))
        {
            return false;
        }

        if (given is not null && JobOrigin.Of(given) is BaseJob listed
            && !TryExecute(token => Client.GetJobSettingsAsync(listed, token), listed.JobId, out given))
        {
            return false;
        }

        JobSettings? read = null;
        bool isRead = TryCheck(() => read = ApplyOverrides(given ?? new JobSettings()), Path ?? given?.Name);
        settings = read ?? settings;
        return isRead;
    }
}
