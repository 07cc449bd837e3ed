namespace Databricks.Jobs.Definitions.Files;

/// <summary>A key of a <see cref="MapNode"/> and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyLocation">Where the key starts.</param>
/// <param name="Value">The value.</param>
internal sealed record MapEntry(string Key, SourceLocation KeyLocation, DefinitionNode Value);
