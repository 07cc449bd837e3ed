namespace Databricks.Jobs.Definitions.Rules;

/// <summary>A text in a definition.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Name">The name of the field, or the key in a map.</param>
/// <param name="Text">The text.</param>
internal readonly record struct TextVisit(string Path, string Name, string? Text);
