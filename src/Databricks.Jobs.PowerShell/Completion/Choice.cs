namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>One thing that Tab may offer.</summary>
/// <param name="Text">What is written, without quotes.</param>
/// <param name="Meaning">The tool tip; empty for none.</param>
internal readonly record struct Choice(string Text, string Meaning);
