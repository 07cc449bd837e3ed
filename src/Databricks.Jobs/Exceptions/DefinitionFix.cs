namespace Databricks.Jobs;

/// <summary>A change of text that removes a problem and changes nothing else.</summary>
/// <param name="Old">The text at the path of the problem.</param>
/// <param name="New">The text that replaces it.</param>
/// <param name="IsKey">Whether the text is the name of the field, and not its value.</param>
internal sealed record DefinitionFix(string Old, string New, bool IsKey = false);
