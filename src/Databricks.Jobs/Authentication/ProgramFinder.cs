namespace Databricks.Jobs.Authentication;

/// <summary>Finds programs on the PATH, never in the current folder.</summary>
internal static class ProgramFinder
{
    private static readonly string[] s_extensions =
        Path.DirectorySeparatorChar == '\\' ? [".exe", ".cmd", ".bat"] : [""];

    /// <returns>The full path; null if the program is not found.</returns>
    public static string? Find(string name, EnvironmentReader environment)
    {
        foreach (string entry in (environment.Get("PATH") ?? "").Split(Path.PathSeparator))
        {
            string folder = entry.Trim().Trim('"');
            if (folder.Length == 0 || !Path.IsPathRooted(folder)) continue;
            foreach (string extension in s_extensions)
            {
                string path = Path.Combine(folder, name + extension);
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }
}
