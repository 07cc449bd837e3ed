using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Files and folders that the user names.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>The settings that were given as an object or as a JSON file, if any; a failure becomes an error.</summary>
    private protected bool TryChooseSettings<T>(T? settings, string? path, out T? given)
        where T : JobsModel
    {
        given = settings;
        if (path is null)
        {
            return true;
        }

        if (settings is null)
        {
            return TryReadFile(path, out given);
        }

        WriteError(ErrorRecords.Create(
            "SettingsTwice",
            ErrorCategory.InvalidArgument,
            "The settings are given twice, as -Settings and as a file.",
            "Keep one of them; single parameters can be laid over either.",
            path));
        return false;
    }

    /// <summary>The folder that a path names, or the current location; a failure becomes an error.</summary>
    private protected bool TryGetFolder(string? path, out string folder)
    {
        folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        if (path is null)
        {
            return true;
        }

        string problem = "it is not on a file system.";
        try
        {
            folder = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem")
            {
                return true;
            }
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            problem = exception.Message;
        }

        WriteError(ErrorRecords.Create(
            "FolderUnusable",
            ErrorCategory.InvalidArgument,
            $"The folder '{path}' cannot be used: {problem}",
            "Check -Path; it is relative to the current location.",
            path));
        return false;
    }

    private protected static bool IsAboutFiles(Exception exception) => exception is IOException
        or UnauthorizedAccessException or NotSupportedException or SessionStateException
        or System.Security.SecurityException;

    private bool TryReadFile<T>(string path, out T? settings)
        where T : JobsModel
    {
        settings = null;
        string text;
        try
        {
            text = File.ReadAllText(GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteError(ErrorRecords.Create(
                "SettingsFileUnreadable",
                exception is FileNotFoundException or DirectoryNotFoundException or SessionStateException
                    ? ErrorCategory.ObjectNotFound
                    : ErrorCategory.ReadError,
                $"The settings cannot be read: {exception.Message.TrimEnd('.')}.",
                "Check -Path; it is relative to the current location.",
                path));
            return false;
        }

        T? read = null;
        bool isRead = TryCheck(() => read = (T)ModelInputReader.Read(typeof(T), text, Path.GetFileName(path)), path);
        settings = read;
        return isRead;
    }
}
