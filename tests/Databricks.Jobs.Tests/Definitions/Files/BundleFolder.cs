using Databricks.Jobs.Definitions;
using Databricks.Jobs.Yaml;

namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>A folder with the files of a bundle.</summary>
internal sealed class BundleFolder : IDisposable
{
    public BundleFolder(params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files)
        {
            string file = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("bundle").FullName;

    public JobDefinitionReaderOptions Options { get; } = new()
    {
        YamlParser = new YamlDotNetParser(),
        UserName = "Ada.Lovelace@example.com",
        FilesRoot = "/Workspace/Shared/files",
    };

    public IReadOnlyList<JobDefinition> Read() => new JobDefinitionReader(Options).ReadFile(Path);

    public string Json() => Assert.Single(Read()).Settings.ToJson();

    /// <summary>The place without the folder, and the message.</summary>
    public (string Place, string Message) Fault()
    {
        JobDefinitionException fault = Assert.Throws<JobDefinitionException>(Read);
        SourceLocation place = fault.Location;
        return ($"{System.IO.Path.GetRelativePath(Path, place.File!)}:{place.Line}:{place.Column}".Replace('\\', '/'),
            fault.Message);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
