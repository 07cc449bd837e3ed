namespace Databricks.Jobs.PowerShell.Progress.Live;

/// <summary>A line of a terminal.</summary>
/// <param name="Text">The text with its colors.</param>
/// <param name="Cells">The number of cells that it takes.</param>
internal sealed record ScreenLine(string Text, int Cells);
