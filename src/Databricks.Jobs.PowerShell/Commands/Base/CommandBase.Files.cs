using System.Management.Automation;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Files and folders in parameters.</content>
public abstract partial class CommandBase
{
    /// <summary>Checks that the settings are not given twice; a failure becomes an error.</summary>
    private protected bool TryChooseSource(bool hasSettings, object? path)
    {
        if (!hasSettings || path is null)
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "SettingsTwice",
            ErrorCategory.InvalidArgument,
            "-Settings and -Path cannot be combined.",
            "Use one of them. Other parameters override the settings in either.",
            path));
        return false;
    }

    /// <summary>Finds the files that -Path and -LiteralPath mean, which can be folders; a failure becomes an error for each path.</summary>
    /// <param name="paths">Paths with wildcards.</param>
    /// <param name="literalPaths">Paths without wildcards.</param>
    private protected IEnumerable<string> FindFiles(string[]? paths, string[]? literalPaths)
    {
        foreach (string path in paths ?? [])
        {
            foreach (string file in Resolve(path, FindMatches).SelectMany(FilesOf))
            {
                yield return file;
            }
        }

        foreach (string path in literalPaths ?? [])
        {
            foreach (string file in Resolve(path, FindLiteral).SelectMany(FilesOf))
            {
                yield return file;
            }
        }
    }

    /// <summary>The files with definitions that a path means: the file itself, or those in the folder. A failure
    /// becomes an error.</summary>
    private IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] files;
        try
        {
            files = [.. DefinitionFolder.FilesIn(path)];
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteUnreadable(exception, path);
            return [];
        }

        if (files.Length == 0)
        {
            WriteError(ErrorRecords.Create(
                "NoDefinitions",
                ErrorCategory.ObjectNotFound,
                $"The folder '{path}' has no JSON or YAML files.",
                "Specify the folder or the path of a file with definitions of jobs.",
                path));
        }

        return files;
    }

    /// <summary>Reads a file; a failure becomes an error.</summary>
    private protected bool TryReadFile<T>(string file, Func<T> read, out T result)
    {
        T? value = default;
        bool isRead = false;
        try
        {
            isRead = ErrorRecords.TryCheck(this, () => value = read(), file);
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteUnreadable(exception, file);
        }

        result = value!;
        return isRead;
    }

    /// <summary>Writes the error for a pipeline without records. PowerShell calls ProcessRecord once if the command has
    /// no pipeline, so it was not called only if the commands before this one returned nothing that
    /// can be bound.</summary>
    private protected void WriteNoInput(string expected, string effect) =>
        WriteError(ErrorRecords.Create(
            "NoInput",
            ErrorCategory.InvalidArgument,
            $"The pipeline has no {expected}, so {effect}.",
            $"Correct the command before the pipe, which returned no {expected}.",
            target: null));

    /// <summary>Gets the folder of a path, or the current location; a failure becomes an error.</summary>
    private protected bool TryGetFolder(string? path, out string folder)
    {
        folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        if (path is null)
        {
            return true;
        }

        string problem = "it is not in a file system.";
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
            "Check -Path, which is relative to the current location.",
            path));
        return false;
    }

    /// <summary>Writes a file if the user confirms it, and returns it; a failure becomes an error.</summary>
    /// <param name="path">The path.</param>
    /// <param name="action">What ShouldProcess shows.</param>
    /// <param name="force">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the file completely or not at all.</param>
    private protected void WriteFile(string path, string action, bool force, Func<FileInfo> write)
    {
        if (ShouldProcess(path, action) && CheckFile(path, force))
        {
            TryWriteFile(path, write);
        }
    }

    /// <summary>Writes an error if a file exists and is not to be replaced.</summary>
    /// <returns>Whether the file can be written.</returns>
    private protected bool CheckFile(string path, bool force)
    {
        if (force || !File.Exists(path))
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "FileExists",
            ErrorCategory.ResourceExists,
            $"The file '{path}' already exists.",
            "Replace it with -Force, or specify another path with -Path.",
            path));
        return false;
    }

    /// <summary>Writes a file and returns it to the pipeline; a failure becomes an error.</summary>
    /// <returns>The file; null if it was not written.</returns>
    private protected FileInfo? TryWriteFile(string path, Func<FileInfo> write)
    {
        FileInfo? file = null;
        try
        {
            file = write();
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteError(ErrorRecords.Create(
                "FileNotWritten",
                ErrorCategory.WriteError,
                $"The file '{path}' cannot be written: {exception.Message.TrimEnd('.')}.",
                "Check the permissions of the folder and the free disk space.",
                path));
        }

        if (file is not null)
        {
            // As from Get-Item, because the view of files needs properties that the provider adds.
            string item = "Microsoft.PowerShell.Core\\FileSystem::" + file.FullName;
            WriteObject(InvokeProvider.Item.Get([item], force: true, literalPath: true), enumerateCollection: true);
        }

        return file;
    }

    private protected static bool IsAboutFiles(Exception exception) => exception is IOException
        or UnauthorizedAccessException or NotSupportedException or SessionStateException
        or System.Security.SecurityException;

    private IReadOnlyCollection<string> Resolve(
        string path,
        Func<string, (IReadOnlyCollection<string>, ProviderInfo)> find)
    {
        try
        {
            (IReadOnlyCollection<string> files, ProviderInfo provider) = find(path);
            return provider.Name != "FileSystem" ? throw new IOException($"'{path}' is not in a file system")
                : files.Count == 0 ? throw new FileNotFoundException($"No file matches '{path}'")
                : files;
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteUnreadable(exception, path);
            return [];
        }
    }

    private (IReadOnlyCollection<string> Files, ProviderInfo Provider) FindMatches(string path)
    {
        IReadOnlyCollection<string> files =
            SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
        // A wildcard means the files in a folder, and not its folders.
        return (WildcardPattern.ContainsWildcardCharacters(path)
            ? [.. files.Where(static file => !Directory.Exists(file))]
            : files, provider);
    }

    private (IReadOnlyCollection<string> Files, ProviderInfo Provider) FindLiteral(string path)
    {
        string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return ([file], provider);
    }

    private void WriteUnreadable(Exception exception, string path) =>
        WriteError(ErrorRecords.Create(
            "SettingsFileUnreadable",
            exception is FileNotFoundException or DirectoryNotFoundException or SessionStateException
                ? ErrorCategory.ObjectNotFound
                : ErrorCategory.ReadError,
            $"The settings cannot be read: {exception.Message.TrimEnd('.')}.",
            "Check -Path, which is relative to the current location.",
            path));
}
