using System.Text;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Writes exported views to a folder: each file completely or not at all, and each under its own name.
/// </summary>
internal sealed class ViewWriter(string folder)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _folder = folder;

    /// <summary>Returns a path for a view that no other view of this export has.</summary>
    public string NextPath(ExportedView view)
    {
        string name = view.FileName;
        for (int i = 1; !_taken.Add(name); i++)
        {
            // Two runs of one job have the same tasks; the IDs of the tasks' runs differ.
            name = i == 1 ? $"{view.FileName}-{view.RunId}" : $"{view.FileName}-{view.RunId}-{i}";
        }

        return Path.Combine(_folder, name + ".html");
    }

    /// <summary>Writes a view. The folder is created if it does not exist.</summary>
    /// <param name="view">The view.</param>
    /// <param name="path">A path from <see cref="NextPath"/>.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="IOException">The file exists, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing to the folder is not allowed.</exception>
    public static FileInfo Write(ExportedView view, string path, bool overwrite) =>
        WholeFile.Write(path, s_utf8.GetBytes(view.Content), overwrite);
}
