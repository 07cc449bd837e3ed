using Databricks.Jobs.Definitions;
using Databricks.Jobs.Yaml;

namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>Reads definitions in tests.</summary>
internal static class DefinitionReading
{
    public static IReadOnlyList<JobDefinition> Read(string text, JobDefinitionReaderOptions? options = null)
    {
        options ??= new JobDefinitionReaderOptions();
        options.YamlParser ??= new YamlDotNetParser();
        return new JobDefinitionReader(options).ReadText(text, file: null);
    }

    public static string ReadJson(string text) => Assert.Single(Read(text)).Settings.ToJson();

    public static JobDefinitionException Fault(string text) =>
        Assert.Throws<JobDefinitionException>(() => Read(text));
}
