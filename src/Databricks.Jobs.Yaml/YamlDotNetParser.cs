using Databricks.Jobs.Definitions;
using Databricks.Jobs.Definitions.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Parser = YamlDotNet.Core.Parser;

namespace Databricks.Jobs.Yaml;

/// <summary>Parses YAML 1.2 with YamlDotNet. Text without quotation marks has the meaning of the core schema, and merge
/// keys are applied.</summary>
public sealed class YamlDotNetParser : YamlParser
{
    // A key that the scanner has to search a colon for; the longest names and tags are shorter.
    private const int MaxKeyLength = 10_000;

    internal override IReadOnlyList<DefinitionNode> Parse(string text, string? file)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true, MaxKeyLength));
        var documents = new List<DefinitionNode>();
        try
        {
            parser.Consume<StreamStart>();
            while (!parser.TryConsume<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                DefinitionNode root = new NodeComposer(parser, file).Compose();
                parser.Consume<DocumentEnd>();
                if (root is not ScalarNode { IsNull: true })
                {
                    documents.Add(root);
                }
            }
        }
        catch (YamlException exception)
        {
            throw YamlProblem.Describe(exception, text, file);
        }

        return documents;
    }
}
