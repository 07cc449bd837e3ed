using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions;

/// <summary>Parses YAML for <see cref="JobDefinitionReader"/>. The parser is in the package Databricks.Jobs.Yaml, so
/// that a program without YAML files does not need a YAML library.</summary>
public abstract class YamlParser
{
    internal YamlParser()
    {
    }

    /// <summary>Parses all documents of a text. Empty documents are omitted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The path of the file, for positions; null if it is not from a file.</param>
    /// <exception cref="JobDefinitionException">The text is not YAML, or uses a feature that definitions do not
    /// have.</exception>
    internal abstract IReadOnlyList<DefinitionNode> Parse(string text, string? file);
}
