using System.Text;

namespace Databricks.Jobs.Runs;

/// <summary>Writes exported views into a folder: never half a file, never one over another.</summary>
public sealed class ViewExporter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _folder;

    /// <param name="folder">The folder; it is made when the first file is written.</param>
    public ViewExporter(string folder)
    {
        ArgumentChecks.NotNull(folder, nameof(folder));
        _folder = folder;
    }

    /// <summary>A path for a view, one that no other view of this export has.</summary>
    public string NextPath(ExportedView view)
    {
        ArgumentChecks.NotNull(view, nameof(view));
        string name = view.FileName;
        for (int i = 1; !_taken.Add(name); i++)
        {
            // Two runs of one job have the same tasks; the id of the task's run tells them apart.
            name = i == 1 ? $"{view.FileName}-{view.RunId}" : $"{view.FileName}-{view.RunId}-{i}";
        }

        return Path.Combine(_folder, name + ".html");
    }

    /// <summary>Writes a view. The file is there as a whole or not at all.</summary>
    /// <param name="view">The view.</param>
    /// <param name="path">A path from <see cref="NextPath"/>.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="IOException">The file is there already, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FileInfo Write(ExportedView view, string path, bool overwrite)
    {
        ArgumentChecks.NotNull(view, nameof(view));
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllText(temporary, view.Content, Utf8);
            if (overwrite && File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        finally
        {
            File.Delete(temporary);
        }

        return new FileInfo(path);
    }
}
