using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that takes the settings of a job in one object or file, and in parameters that override single
/// settings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobSettingsCommandBase : JobOverrideCommandBase, IInputOptionsSource
{
    /// <summary>All settings in one object. The tasks and clusters of a job from a list are requested.</summary>
    public abstract JobSettings? Settings { get; set; }

    /// <summary>The path of a JSON file with the settings.</summary>
    [Parameter(
        HelpMessage = "The path of a JSON file with the settings. Other parameters override the settings in the file.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether to send fields that are not known.</summary>
    [Parameter(HelpMessage = "Sends fields that this version does not know, with a warning for each.")]
    public SwitchParameter AllowUnknownField { get; set; }

    /// <summary>Whether to convert settings in the format of API 2.0.</summary>
    [Parameter(HelpMessage = "Converts settings in the single-task format of API 2.0 to a job with one task.")]
    public SwitchParameter ConvertSingleTask { get; set; }

    private readonly JsonLines _lines = new(nameof(Settings), typeof(JobSettings));

    /// <summary>Whether the record is a line of JSON text that continues in the next record.</summary>
    private protected bool IsPartOfText() => _lines.Take(this, Settings, value => Settings = value);

    /// <summary>Writes the error for JSON text that ended too early.</summary>
    private protected void EndText() => _lines.Flush(this);

    /// <summary>Whether the command sends permissions with the settings.</summary>
    private protected virtual bool AcceptsPermissions => false;

    InputOptions IInputOptionsSource.CreateInputOptions() => new()
    {
        AllowUnknownField = AllowUnknownField,
        ConvertSingleTask = ConvertSingleTask,
    };

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

        if (!AcceptsPermissions && HasPermissions(given))
        {
            WriteError(ErrorRecords.Create(
                "InvalidSettings",
                ErrorCategory.InvalidArgument,
                $"The settings have {JobSettingsReader.AccessControlList}, which only New-DbxJob sends.",
                "Remove it, and use Set-DbxJobPermission or Grant-DbxJobPermission for the permissions.",
                Path ?? given?.Name));
            return false;
        }

        JobSettings? read = null;
        bool isRead = TryCheck(() => read = ApplyOverrides(given ?? new JobSettings()), Path ?? given?.Name);
        settings = read ?? settings;
        return isRead;
    }

    /// <summary>Checks that the settings have tasks, are those of a job, or ask for a job without tasks with an empty
    /// list. Otherwise, tasks are most likely missing by mistake, and an error is written.</summary>
    private protected bool HasTasks(JobSettings settings, string problem, string advice, object? target)
    {
        if (settings.Tasks is not null || (Settings is not null && JobOrigin.Of(Settings) is not null))
        {
            return true;
        }

        WriteError(ErrorRecords.Create("NoTasks", ErrorCategory.InvalidArgument, problem, advice, target));
        return false;
    }

    private static bool HasPermissions(JobSettings? settings) => settings is { HasAdditionalProperties: true }
        && settings.GetAdditionalProperties().ContainsKey(JobSettingsReader.AccessControlList);
}
