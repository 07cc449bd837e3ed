using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>A command that takes the settings of a job: as a whole, as single parameters, or the ones laid over the
/// other.</summary>
public abstract class JobSettingsCommand : JobOverlayCommand
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
        if (Path is not null && Settings is not null)
        {
            WriteError(ErrorRecords.Create(
                "SettingsTwice",
                ErrorCategory.InvalidArgument,
                "The settings are given twice, as -Settings and as a file.",
                "Keep one of them; single parameters can be laid over either.",
                Path));
            return false;
        }

        JobSettings? given = Settings;
        if (Path is not null && !TryReadFile(Path, out given))
        {
            return false;
        }

        if (given is not null && JobOrigin.Of(given) is BaseJob listed
            && !TryAwait(token => Client.GetWholeSettingsAsync(listed, token), listed.JobId, out given))
        {
            return false;
        }

        JobSettings? read = null;
        bool isRead = TryCheck(() => read = Overlay(given ?? new JobSettings()), Path ?? given?.Name);
        settings = read ?? settings;
        return isRead;
    }

    private bool TryReadFile(string path, out JobSettings? settings)
    {
        settings = null;
        string text;
        try
        {
            text = File.ReadAllText(GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create(
                "SettingsFileUnreadable",
                exception is FileNotFoundException or DirectoryNotFoundException
                    ? ErrorCategory.ObjectNotFound
                    : ErrorCategory.ReadError,
                $"The settings cannot be read: {exception.Message.TrimEnd('.')}.",
                "Check -Path; it is relative to the current location.",
                path));
            return false;
        }

        JobSettings? read = null;
        string name = System.IO.Path.GetFileName(path);
        bool isRead = TryCheck(() => read = (JobSettings)ModelInput.Read(typeof(JobSettings), text, name), path);
        settings = read;
        return isRead;
    }
}
