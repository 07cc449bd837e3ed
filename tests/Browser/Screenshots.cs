namespace Databricks.Jobs.Browser;

/// <summary>The folder in which the pages and their pictures stay after the tests.</summary>
internal static class Screenshots
{
    public static string Folder { get; } = Directory.CreateDirectory(
        Path.Combine(FindRoot(), "output", "test-results", "screenshots")).FullName;

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
