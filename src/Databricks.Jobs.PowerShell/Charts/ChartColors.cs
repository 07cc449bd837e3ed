namespace Databricks.Jobs.PowerShell.Charts;

/// <summary>The colors of what is not a result, as <c>$PSStyle</c> names them.</summary>
internal static class ChartColors
{
    public const string Muted = "BrightBlack";
    public const string Setup = "Blue";
    public const string Cleanup = "Magenta";
    public const string Critical = "Bold";
}
