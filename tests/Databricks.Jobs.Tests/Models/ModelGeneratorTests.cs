using ModelGenerator;

namespace Databricks.Jobs.Tests.Models;

public sealed class ModelGeneratorTests
{
    [Fact]
    public void Generating_the_models_again_changes_nothing()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "src", "Databricks.Jobs", "Models", "Generated");
        var onDisk = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
                file => File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal));

        IReadOnlyDictionary<string, string> generated = Generator.Generate(RepositoryFiles.Schema);

        Assert.Equal(generated.Keys.Order(StringComparer.Ordinal), onDisk.Keys.Order(StringComparer.Ordinal));
        Assert.All(generated, file => Assert.Equal(file.Value, onDisk[file.Key]));
    }
}
