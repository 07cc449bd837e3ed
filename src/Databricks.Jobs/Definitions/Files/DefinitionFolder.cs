using Databricks.Jobs.Definitions.Bundles;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>The files with definitions in a folder.</summary>
internal static class DefinitionFolder
{
    /// <summary>Whether a file can have definitions, by its extension.</summary>
    public static bool HasEnding(string path) =>
        DefinitionText.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The files in a folder and its subfolders, in a fixed order. A folder with a bundle has only the root
    /// file of the bundle. Hidden folders and links to folders are left out.</summary>
    public static IEnumerable<string> FilesIn(string folder)
    {
        if (BundleLoader.FindRoot(folder) is { } root)
        {
            return [root];
        }

        IEnumerable<string> files = Directory.EnumerateFiles(folder).Where(HasEnding);
        IEnumerable<string> folders = new DirectoryInfo(folder).EnumerateDirectories()
            .Where(static inner => inner.Name[0] != '.' && (inner.Attributes & FileAttributes.ReparsePoint) == 0)
            .Select(static inner => inner.FullName);
        return
        [
            .. files.OrderBy(static file => file, StringComparer.Ordinal),
            .. folders.OrderBy(static inner => inner, StringComparer.Ordinal).SelectMany(FilesIn),
        ];
    }
}
