using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that takes the settings of a job: as a whole, as single parameters, or the ones laid over the
/// other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobSettingsCommandBase : JobOverrideCommandBase
{
    /// <summary>All settings in one. A job from a list lacks tasks and clusters: those are fetched.</summary>
    public abstract JobSettings? Settings { get; set; }

    /// <summary>A file with the settings.</summary>
    [Parameter(HelpMessage = "A JSON file with the settings. Other parameters are laid over it.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Reads the settings from wherever they were given; a failure becomes an error.</summary>
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
