using System.Text.Json.Nodes;

namespace Databricks.Jobs.Definitions;

/// <summary>Writes YAML for <see cref="JobDefinitionWriter"/>. The writer is in the package Databricks.Jobs.Yaml, so
/// that a program without YAML files does not need a YAML library.</summary>
public abstract class YamlWriter
{
    internal YamlWriter()
    {
    }

    /// <summary>Writes a document. Text that a parser of YAML 1.1 or 1.2 would read as another value has quotation
    /// marks.</summary>
    internal abstract string Write(JsonNode root);
}
